/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One line of a list of employees, as a municipality's personnel department keeps it,
 * and what can be wrong with it. Rules: docs/rules/organisation.md (ORG-10 to ORG-19). Pure.
 *
 * The database is not asked here: whether a superior or a job profile is known is the
 * service's to say, in the same words.
 */
#ifndef KC_DOMAIN_EMPLOYEE_H
#define KC_DOMAIN_EMPLOYEE_H

#include "base/day.h"

enum employee_column {
    EMPLOYEE_LINE, /* the line as a whole; no column */
    EMPLOYEE_FAMILY_NAME,
    EMPLOYEE_GIVEN_NAME,
    EMPLOYEE_EMAIL,
    EMPLOYEE_NUMBER,     /* of the personnel department */
    EMPLOYEE_DIVISION,   /* Dezernat: the upper of up to three levels of units */
    EMPLOYEE_OFFICE,     /* Amt */
    EMPLOYEE_DEPARTMENT, /* Abteilung: the lower */
    EMPLOYEE_JOB,        /* code or name of a job profile */
    EMPLOYEE_SUPERIOR,   /* mail address */
    EMPLOYEE_FIRST_DAY,
    EMPLOYEE_LAST_DAY,
    EMPLOYEE_COLUMNS
};

enum employee_fault {
    /* of the file */
    EMPLOYEE_FILE_EMPTY,
    EMPLOYEE_FILE_CHARSET, /* UTF-16 */
    EMPLOYEE_FILE_LARGE,
    EMPLOYEE_ROWS_MANY,
    EMPLOYEE_HEADING_MISSING,
    EMPLOYEE_HEADING_TWICE,
    /* of a line */
    EMPLOYEE_LINE_BROKEN, /* quotes, or too long */
    EMPLOYEE_LINE_WIDE,   /* more fields than headings */
    EMPLOYEE_MISSING,
    EMPLOYEE_NOT_TEXT, /* bytes that are no letters of the file's charset */
    EMPLOYEE_LONG,
    EMPLOYEE_NO_EMAIL,
    EMPLOYEE_NO_DAY,
    EMPLOYEE_ENDS_BEFORE_IT_BEGINS,
    EMPLOYEE_EMAIL_TWICE,  /* `other_line` had it first */
    EMPLOYEE_NUMBER_TWICE, /* likewise */
    EMPLOYEE_OWN_SUPERIOR,
    /* of a line beside what the database has */
    EMPLOYEE_JOB_UNKNOWN,
    EMPLOYEE_SUPERIOR_UNKNOWN,
    EMPLOYEE_SUPERIORS_CIRCLE,
    EMPLOYEE_NUMBER_TAKEN, /* by somebody whose line has another address */
    EMPLOYEE_FAULTS
};

struct employee_problem {
    int line; /* of the file, from 1 */
    enum employee_column column;
    enum employee_fault fault;
    struct slice value; /* as written; may be empty */
    int other_line;     /* 0: none */
};

enum { EMPLOYEE_UNITS_MAX = 3 };

struct employee_entry {
    int line;
    struct slice name;   /* "Anna Muster" */
    struct slice email;  /* lower case */
    struct slice number; /* may be empty, as all that follows: then what is known stays (ORG-12) */
    struct slice units[EMPLOYEE_UNITS_MAX]; /* upper first */
    int units_len;
    struct slice job; /* as written */
    struct slice superior;
    struct day first_day; /* DAY_MIN: not stated */
    struct day last_day;  /* DAY_MIN: not stated */
};

struct employee_list {
    struct employee_entry *entries; /* without problems, by line */
    int len;
    int rows;                          /* lines read, without headings and empty ones */
    struct employee_problem *problems; /* by line and column, <= EMPLOYEE_PROBLEMS_MAX */
    int problems_len;
    int problems_count;    /* all of them */
    uint32_t columns;      /* bit per enum employee_column that has a heading */
    struct slice *ignored; /* headings that nobody here knows */
    int ignored_len;
};

/*
 * Mark who is in a circle of superiors: `superior[i]` is the index of i's superior, or -1.
 * `ret_circle` has room for `len`. Scratch of `len` ints is the caller's.
 */
void employee_find_circles(const int *superior, int len, int *scratch, bool *ret_circle);

#endif
