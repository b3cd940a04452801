# tests/tty
