data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "managed" {
  name               = "${var.name}-managed-instance"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_role_policy_attachment" "managed" {
  for_each = toset([
    "CloudWatchAgentServerPolicy",
  ])

  role       = aws_iam_role.managed.name
  policy_arn = "arn:aws:iam::aws:policy/${each.key}"
}

resource "aws_iam_instance_profile" "managed" {
  name = "${var.name}-managed-instance"
  role = aws_iam_role.managed.name
}
