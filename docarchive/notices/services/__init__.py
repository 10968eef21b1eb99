"""What changes notices, wishes and mails."""
