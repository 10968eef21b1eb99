"""Registers (sổ đăng ký) and the numbers given in them: each once, in order of time, never taken back."""
