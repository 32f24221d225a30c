/* The part of libpq's ABI that swisma uses. See Sources/PostgresBackend/LibPQ.swift. */
#ifndef SWISMA_CPOSTGRES_H
#define SWISMA_CPOSTGRES_H

typedef struct pg_conn PGconn;
typedef struct pg_result PGresult;

#endif
