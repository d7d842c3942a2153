"""What an application must be: values in, faults out."""
