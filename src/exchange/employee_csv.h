/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Lists of employees in, as a personnel department's program or a table has them: CSV in
 * UTF-8 or Windows-1252, parted by semicolon, comma or tab, with German headings in any order.
 *
 * Known headings, without case, accents and signs ("E-Mail-Adresse" is "emailadresse"):
 * table HEADINGS of employee_csv.c, told to people in docs/municipalities.md. Needed are
 * a name and a mail address; every other column may be missing. Columns with other headings
 * are ignored and named. A line "sep=;" before the headings, as some programs write it, is
 * passed over.
 *
 * Nothing is guessed: a line with a problem is no entry, and says its line, column, value.
 */
#ifndef KC_EXCHANGE_EMPLOYEE_CSV_H
#define KC_EXCHANGE_EMPLOYEE_CSV_H

#include "base/ctx.h"
#include "domain/employee.h"

/*
 * What is wrong with the file or its lines is in the list, and no failure.
 * Entries are unique by address and by number; the first line that has one keeps it.
 *   ERR_LIMIT   the arena is full
 */
MUST_USE enum err employee_csv_read(struct ctx *ctx, struct slice bytes,
                                    struct employee_list *ret_list);

/* Add a problem to a list, in the arena: what the database knows better. Keeps the order. */
MUST_USE enum err employee_list_add_problem(struct arena *a, struct employee_list *list,
                                            struct employee_problem problem);

#endif
