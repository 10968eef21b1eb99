"""What every feature stands on: database, unit of work, jobs, audit, files, web helpers."""
