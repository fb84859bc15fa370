/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Items as they come in from a file: what was read of it, and every problem with its place.
 *
 * A file is taken whole or not at all, so a list with a problem is good for telling alone.
 */
#ifndef KC_DOMAIN_ITEM_IMPORT_H
#define KC_DOMAIN_ITEM_IMPORT_H

#include "domain/item_sheet.h"

enum item_problem {
    ITEM_PROBLEM_RULE,        /* `fault` says which rule of docs/rules/item.md */
    ITEM_PROBLEM_ROW,         /* a row that is no CSV; value: why */
    ITEM_PROBLEM_CHARSET,     /* bytes that are no text of the file's character set */
    ITEM_PROBLEM_COLUMN,      /* a needed column is missing; value: its heading */
    ITEM_PROBLEM_XML,         /* not well-formed, or too large or deep; value: why */
    ITEM_PROBLEM_DOCTYPE,     /* a document type: entities are not read, from nowhere */
    ITEM_PROBLEM_NAMESPACE,   /* another root than an item of QTI 3.0; value: its name */
    ITEM_PROBLEM_INTERACTION, /* one that is none of ours, or several; value: its name */
    ITEM_PROBLEM_ATTRIBUTE,   /* missing or of no sense; value: element and attribute */
    ITEM_PROBLEM_REFERENCE,   /* an identifier that is nowhere declared; value: it */
    ITEM_PROBLEM_IDENTIFIER,  /* declared twice; value: it */
    ITEM_PROBLEM_KIND,        /* no kind of item; value: the word */
    ITEM_PROBLEM_COMPETENCE,  /* no competence of the framework; value: the code */
    ITEM_PROBLEM_CODE,        /* no code, or twice in the file; value: it */
    ITEM_PROBLEM_MOVED,       /* the item of this code belongs to another competence */
    ITEM_PROBLEM_IN_WORK,     /* somebody works on a version of it */
    ITEM_PROBLEM_RETIRED,     /* the item of this code is out of use */
    ITEM_PROBLEM_PACKAGE,     /* no package, or one that cannot be read; value: why */
    ITEM_PROBLEM_MANIFEST,    /* the manifest names a file that is not in the package; value: it */
    ITEM_PROBLEM_EMPTY,       /* nothing to read */
    ITEM_PROBLEM_MANY,        /* more items than a file may have */
};
enum { ITEM_PROBLEMS = ITEM_PROBLEM_MANY + 1 };

struct item_import_problem {
    enum item_problem what;
    struct slice file; /* within a package; empty: the file itself */
    int line;          /* from 1; 0: of the file as a whole */
    struct slice value;
    struct item_sheet_fault fault; /* of ITEM_PROBLEM_RULE */
};

struct item_imported {
    struct item item; /* sound when there are no problems; code empty: it is to be made */
    struct slice competence;
    struct slice file;
    int line;
};

struct item_import {
    struct item_imported *items;
    int len; /* <= ITEM_BANK_MAX */
    struct item_import_problem *problems;
    int problems_len;       /* kept, at most IMPORT_NOTES_MAX */
    int64_t problems_count; /* all there are */
};

/* Both arrays, empty. ERR_LIMIT: the arena is full. */
MUST_USE enum err item_import_init(struct arena *a, struct item_import *ret_import);
void item_import_tell(struct item_import *im, struct item_import_problem problem);
/* "d1-1-3", or nothing: a new item. At most CODE_BYTES_MAX of a to z, digits and hyphens. */
bool item_import_code_is_sound(struct slice code);
/* One more item; a problem when there are too many, or the code was there before. */
void item_import_take(struct item_import *im, const struct item_imported *item);
/* "rule", "row" ...: for logs and --json. */
const char *item_problem_name(enum item_problem what);

#endif
