"""What must hold for agreements: dates, money, invoices, claims, sheets, the text to sign."""
