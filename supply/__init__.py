"""What LINDA is made of besides her own code: locks, known vulnerabilities, bills of materials, licences."""
