/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Lists of blocks that a provider hands in, whatever the file was (exchange/block_csv.h,
 * exchange/block_moochub.h): what each entry says, what is wrong with it, and how it differs from
 * what is kept. Rules: docs/rules/publish.md, PUBLISH-13 to PUBLISH-20.
 *
 * A column is one text: the code of the block, a field of it, or a field of one of its runs
 * (domain/module_sheet.h names them).
 *
 * Pure.
 */
#ifndef KC_DOMAIN_BLOCK_LIST_H
#define KC_DOMAIN_BLOCK_LIST_H

#include "domain/module_sheet.h"

enum {
    LIST_LINE = -1,                       /* the line as a whole, or the file: no column */
    LIST_CODE = 0,                        /* of the block, as we gave it */
    LIST_BLOCK = 1,                       /* + enum block_field */
    LIST_RUN = LIST_BLOCK + BLOCK_FIELDS, /* + enum run_field */
    LIST_COLUMNS = LIST_RUN + RUN_FIELDS,
    LIST_LINES_MAX = 10000,  /* of a file; blocks: OFFER_ROWS_MAX */
    LIST_PROBLEMS_MAX = 500, /* kept in words; all are counted */
    LIST_IGNORED_MAX = 64    /* headings */
};

enum list_fault {
    /* of the file */
    LIST_FILE_EMPTY,
    LIST_FILE_CHARSET, /* UTF-16 */
    LIST_FILE_LARGE,
    LIST_FILE_JSON, /* begins as JSON and is no list of courses */
    LIST_LINES_MANY,
    LIST_BLOCKS_MANY,
    LIST_HEADING_MISSING,
    LIST_HEADING_TWICE,
    /* of a line */
    LIST_LINE_BROKEN, /* quotes, or too long */
    LIST_LINE_WIDE,   /* more fields than headings */
    LIST_RECORD,      /* a course that cannot be taken; `value` says why */
    LIST_NOT_TEXT,    /* bytes that are no letters of the file's charset */
    LIST_NO_BLOCK,    /* neither code nor title */
    LIST_DIFFERS,     /* `other_line`, of the same block, says something else */
    LIST_RUNS_MANY,
    LIST_WRONG, /* `wrong` says what */
    /* of a line beside what is kept */
    LIST_CODE_UNKNOWN,    /* the provider has no such block */
    LIST_TITLE_AMBIGUOUS, /* more than one has this title */
    LIST_BLOCK_TWICE,     /* `other_line` means the same block */
    LIST_RUN_UNKNOWN,
    LIST_RUN_AMBIGUOUS,
    LIST_RUN_TWICE, /* `other_line` means the same run */
    LIST_OF_FEED,   /* a feed keeps the block (PUBLISH-7) */
    LIST_IN_REVIEW, /* a colleague is looking at it */
    LIST_RETIRED,   /* dates of a block that is not offered */
    LIST_FAULTS
};

struct list_problem {
    int line;   /* of the file, from 1; of JSON the number of the course */
    int column; /* LIST_... */
    enum list_fault fault;
    enum block_wrong wrong; /* of LIST_WRONG */
    struct slice value;     /* as written; may be empty */
    int other_line;         /* 0: none */
};

struct list_entry {
    int line;
    struct slice code; /* empty: told by its title */
    bool code_is_made; /* of the name in the feed: nobody typed it, so it may be new */
    struct module_sheet sheet;
    int *run_lines; /* one for each of its runs */
};

struct block_list {
    struct list_entry *entries;
    int len;         /* <= OFFER_ROWS_MAX */
    int lines;       /* with something in them, without the headings */
    uint32_t stated; /* bit n: column n is in the file; others stay as they are (PUBLISH-15) */
    bool is_feed;    /* it was a MOOChub feed */
    bool more_pages; /* the feed has other pages, which are not here */
    struct slice ignored[LIST_IGNORED_MAX];
    int ignored_len;
    struct list_problem *problems; /* by line and column */
    int problems_len;              /* <= LIST_PROBLEMS_MAX */
    int problems_count;            /* with those that had no room */
};

/* "titel", "title", bytes. */
const char *list_column_name(int column);
const char *list_column_english(int column);
size_t list_column_max(int column);
bool list_states(const struct block_list *list, int column);

/* Add a problem, its value copied; keeps the order. ERR_LIMIT: the arena is full. */
MUST_USE enum err block_list_add_problem(struct arena *a, struct block_list *list,
                                         struct list_problem problem);

/* Whether nothing is said of a block but its title: such a line means dates alone (PUBLISH-15). */
bool list_is_bare(const struct module_sheet *entry);
/*
 * What the entry makes of a block: its own words where the file has the column, those of `kept`
 * elsewhere and where it is bare (PUBLISH-15). Without runs.
 */
void list_merge_block(const struct block_list *list, const struct module_sheet *kept,
                      const struct module_sheet *entry, struct module_sheet *ret_sheet);
void list_merge_run(const struct block_list *list, const struct run_sheet *kept,
                    const struct run_sheet *entry, struct run_sheet *ret_sheet);

/*
 * In which fields two sheets differ: bit n is enum block_field n. Numbers are compared by their
 * value, lists whatever the order and the spaces: what means the same is the same.
 */
uint32_t list_block_differs(const struct module_sheet *a, const struct module_sheet *b);
/*
 * The same of runs, bit n is enum run_field n; the code is not compared. Days, sittings and seats
 * by their meaning where both can be read, places without case and signs. ERR_LIMIT: the arena is
 * full.
 */
MUST_USE enum err list_run_differs(struct arena *a, const struct run_sheet *x,
                                   const struct run_sheet *y, uint32_t *ret_fields);

/* PUBLISH-16: a run without a code is known by its first day and its postcode. */
struct list_run_key {
    struct day first; /* n == DAY_MIN: it cannot be read */
    struct slice postcode;
};
MUST_USE enum err list_run_key(struct arena *a, const struct run_sheet *run,
                               struct list_run_key *ret_key);
bool list_run_key_same(const struct list_run_key *x, const struct list_run_key *y);

#endif
