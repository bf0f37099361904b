"""What users need to test their own pipelines: damage that is known."""
