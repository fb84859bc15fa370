/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What tools/sqlgen makes of the files under sql/: texts for both databases.
 * The generated query.gen.h adds an `enum query` with a value Q_FOLDER_NAME per
 * file; only the stores include that.
 */
#ifndef KC_STORAGE_QUERY_H
#define KC_STORAGE_QUERY_H

#include <stddef.h>

/* One file of sql/queries. Letters: i whole number, r real, t text, j JSON, b bytes. */
struct query_text {
    const char *name; /* "module/all" */
    const char *sqlite;
    const char *postgres;
    size_t params_len;
    const char *params; /* a letter per parameter */
    size_t columns_len;
    const char *columns;       /* a letter per result column */
    const char *column_names;  /* separated by a space */
    const char *tenant_tables; /* that it names (storage/reach.h), separated by a space; "": none */
};

/* The numbers of a second set (db_options.more_queries) begin here. */
enum { QUERY_MORE = 10000 };

struct query_set {
    const struct query_text *at; /* by enum query */
    size_t len;
};

/* One file (or pair) of sql/migrations. Checksums are SHA-256 of the file in hex. */
struct migration {
    int number; /* 1, 2, 3 ... */
    const char *name;
    const char *sqlite_checksum;
    const char *postgres_checksum;
    const char *sqlite;
    const char *postgres;
};

struct migration_set {
    const struct migration *at; /* number n at n - 1 */
    size_t len;
};

#endif
