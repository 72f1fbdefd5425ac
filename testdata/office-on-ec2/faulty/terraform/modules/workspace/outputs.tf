output "office_instance_id" {
  value = aws_instance.office.id
}
