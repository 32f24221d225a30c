/* The part of libpq's ABI that swisma uses, declared here so that neither building nor starting
   swisma needs libpq: the library is loaded at the first connection.
   https://www.postgresql.org/docs/current/libpq.html */
#ifndef SWISMA_CPOSTGRES_H
#define SWISMA_CPOSTGRES_H

typedef struct pg_conn PGconn;
typedef struct pg_result PGresult;
typedef struct pg_cancel PGcancel;

/* ConnStatusType */
enum { SWISMA_CONNECTION_OK = 0 };

/* PostgresPollingStatusType */
enum { SWISMA_POLLING_FAILED = 0, SWISMA_POLLING_READING = 1, SWISMA_POLLING_OK = 3 };

/* ExecStatusType */
enum {
  SWISMA_EMPTY_QUERY = 0,
  SWISMA_COMMAND_OK = 1,
  SWISMA_TUPLES_OK = 2,
  SWISMA_COPY_OUT = 3,
  SWISMA_COPY_IN = 4,
  SWISMA_COPY_BOTH = 8,
  SWISMA_PIPELINE_SYNC = 10
};

/* PGTransactionStatusType */
enum { SWISMA_TRANSACTION_IDLE = 0, SWISMA_TRANSACTION_FAILED = 3 };

/* PGVerbosity */
enum { SWISMA_ERRORS_DEFAULT = 1, SWISMA_ERRORS_VERBOSE = 2 };

typedef void (*swisma_notice_processor)(void *_Nullable argument, const char *_Nullable message);

#define SWISMA_LIBPQ_FUNCTIONS(F)                                                                 \
  F(PGconn *_Nullable, PQconnectStartParams, const char *_Nullable const *_Nonnull keywords,      \
    const char *_Nullable const *_Nonnull values, int expandDatabaseName)                         \
  F(int, PQconnectPoll, PGconn *_Nonnull connection)                                              \
  F(int, PQsocket, const PGconn *_Nonnull connection)                                             \
  F(int, PQstatus, const PGconn *_Nonnull connection)                                             \
  F(int, PQconsumeInput, PGconn *_Nonnull connection)                                             \
  F(int, PQtransactionStatus, const PGconn *_Nonnull connection)                                  \
  F(int, PQserverVersion, const PGconn *_Nonnull connection)                                      \
  F(int, PQsetErrorVerbosity, PGconn *_Nonnull connection, int verbosity)                         \
  F(swisma_notice_processor _Nullable, PQsetNoticeProcessor, PGconn *_Nonnull connection,         \
    swisma_notice_processor _Nonnull processor, void *_Nullable argument)                         \
  F(char *_Nullable, PQerrorMessage, const PGconn *_Nonnull connection)                           \
  F(void, PQfinish, PGconn *_Nullable connection)                                                 \
  F(PGcancel *_Nullable, PQgetCancel, PGconn *_Nonnull connection)                                \
  F(int, PQcancel, PGcancel *_Nonnull cancel, char *_Nonnull message, int messageSize)            \
  F(void, PQfreeCancel, PGcancel *_Nullable cancel)                                               \
  F(PGresult *_Nullable, PQexec, PGconn *_Nonnull connection, const char *_Nonnull sql)           \
  F(int, PQsendQuery, PGconn *_Nonnull connection, const char *_Nonnull sql)                      \
  F(PGresult *_Nullable, PQexecParams, PGconn *_Nonnull connection, const char *_Nonnull sql,     \
    int count, const unsigned int *_Nullable types,                                               \
    const char *_Nullable const *_Nullable values, const int *_Nullable lengths,                  \
    const int *_Nullable formats, int resultFormat)                                               \
  F(PGresult *_Nullable, PQprepare, PGconn *_Nonnull connection, const char *_Nonnull name,       \
    const char *_Nonnull sql, int count, const unsigned int *_Nullable types)                     \
  F(PGresult *_Nullable, PQexecPrepared, PGconn *_Nonnull connection, const char *_Nonnull name,  \
    int count, const char *_Nullable const *_Nullable values, const int *_Nullable lengths,       \
    const int *_Nullable formats, int resultFormat)                                               \
  F(int, PQsendQueryParams, PGconn *_Nonnull connection, const char *_Nonnull sql, int count,     \
    const unsigned int *_Nullable types, const char *_Nullable const *_Nullable values,           \
    const int *_Nullable lengths, const int *_Nullable formats, int resultFormat)                 \
  F(int, PQsendPrepare, PGconn *_Nonnull connection, const char *_Nonnull name,                   \
    const char *_Nonnull sql, int count, const unsigned int *_Nullable types)                     \
  F(int, PQsendQueryPrepared, PGconn *_Nonnull connection, const char *_Nonnull name, int count,  \
    const char *_Nullable const *_Nullable values, const int *_Nullable lengths,                  \
    const int *_Nullable formats, int resultFormat)                                               \
  F(PGresult *_Nullable, PQgetResult, PGconn *_Nonnull connection)                                \
  F(int, PQresultStatus, const PGresult *_Nonnull result)                                         \
  F(char *_Nullable, PQresultErrorField, const PGresult *_Nonnull result, int field)              \
  F(char *_Nullable, PQresultErrorMessage, const PGresult *_Nonnull result)                       \
  F(char *_Nullable, PQcmdStatus, PGresult *_Nonnull result)                                      \
  F(char *_Nullable, PQcmdTuples, PGresult *_Nonnull result)                                      \
  F(int, PQntuples, const PGresult *_Nonnull result)                                              \
  F(int, PQnfields, const PGresult *_Nonnull result)                                              \
  F(char *_Nullable, PQfname, const PGresult *_Nonnull result, int column)                        \
  F(unsigned int, PQftype, const PGresult *_Nonnull result, int column)                           \
  F(int, PQgetisnull, const PGresult *_Nonnull result, int row, int column)                       \
  F(int, PQgetlength, const PGresult *_Nonnull result, int row, int column)                       \
  F(char *_Nullable, PQgetvalue, const PGresult *_Nonnull result, int row, int column)            \
  F(void, PQclear, PGresult *_Nullable result)

/* Since libpq 14; null pointers where the library is older. */
#define SWISMA_LIBPQ_PIPELINE_FUNCTIONS(F)                                                        \
  F(int, PQenterPipelineMode, PGconn *_Nonnull connection)                                        \
  F(int, PQexitPipelineMode, PGconn *_Nonnull connection)                                         \
  F(int, PQpipelineSync, PGconn *_Nonnull connection)

#define SWISMA_LIBPQ_MEMBER(result, name, ...) result (*_Nonnull name)(__VA_ARGS__);
#define SWISMA_LIBPQ_OPTIONAL_MEMBER(result, name, ...) result (*_Nullable name)(__VA_ARGS__);

/* The functions of a loaded libpq. */
typedef struct swisma_libpq {
  SWISMA_LIBPQ_FUNCTIONS(SWISMA_LIBPQ_MEMBER)
  SWISMA_LIBPQ_PIPELINE_FUNCTIONS(SWISMA_LIBPQ_OPTIONAL_MEMBER)
} swisma_libpq;

#undef SWISMA_LIBPQ_MEMBER
#undef SWISMA_LIBPQ_OPTIONAL_MEMBER

/* Loads a library file and looks its functions up. Returns a null pointer and stores what is
   wrong when the file is missing or lacks a function. Not for two threads at once. */
const swisma_libpq *_Nullable swisma_libpq_load(
    const char *_Nonnull file, const char *_Nullable *_Nonnull reason);

#endif
