"""What lies with people and agencies, and the minutes a reader may see."""
