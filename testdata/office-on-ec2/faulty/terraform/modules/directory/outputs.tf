output "id" {
  value = aws_directory_service_directory.this.id
}
