output "office_instance_id" {
  description = "Target for: aws ssm start-session --target …"
  value       = module.workspace.office_instance_id
}

output "directory_id" {
  description = "Directory to register with License Manager."
  value       = module.directory.id
}
