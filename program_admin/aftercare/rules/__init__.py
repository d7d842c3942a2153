"""Rules of aftercare: plain values in, sentences and numbers out."""
