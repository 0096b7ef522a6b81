"""Django's PostgreSQL backend, with a pool whose connections carry nothing from one user to the next."""
