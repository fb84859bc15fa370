/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Items: the questions of the competence check (docs/rules/item.md).
 *
 * An item asks about one facet of one competence, in a situation of municipal
 * work. It lists its choices in the order of its file, often the right one
 * first: whoever shows it shuffles them (ITEM-9). What a person answers is a
 * struct item_answer, made of numbers of choices and of typed words; the item
 * says how much of it is right.
 *
 * Pure. Texts are German and belong to whoever read the item.
 */
#ifndef KC_DOMAIN_ITEM_H
#define KC_DOMAIN_ITEM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/limits.h"
#include "base/slice.h"
#include "domain/id.h"

enum item_kind {
    ITEM_SINGLE,    /* one choice is right */
    ITEM_MULTIPLE,  /* each choice is right or wrong; all of them count together */
    ITEM_ORDER,     /* bring the choices into the order of the file */
    ITEM_MATCH,     /* give each blank its choice: blank i belongs to choice i */
    ITEM_GAP,       /* a text with blanks to fill */
    ITEM_PICK,      /* one row of a table is right */
    ITEM_FORM,      /* a small form: each blank is a field */
    ITEM_SITUATION, /* how to act: each choice has a credit of 0 to ITEM_CREDIT_MAX */
};
enum { ITEM_KINDS = ITEM_SITUATION + 1 };

struct item_choice {
    struct slice text;         /* empty in ITEM_PICK */
    const struct slice *cells; /* ITEM_PICK: as many as the item has columns */
    uint8_t credit;            /* 1: right; ITEM_SITUATION: 0..ITEM_CREDIT_MAX */
};

/* A place to fill: by one of its choices or by typing. */
struct item_blank {
    struct slice label; /* ITEM_GAP: the text in front; ITEM_FORM: the field; ITEM_MATCH: what
                           looks for its choice */
    const struct item_choice *choices; /* exactly one is right; NULL: typed, or ITEM_MATCH */
    int choices_len;
    const struct slice *accepted; /* each is a right answer, typed */
    int accepted_len;
};

struct item {
    struct slice code; /* "d1-1-3": stable, in files and in the history of a person */
    struct competence_id competence;
    enum item_kind kind;
    uint8_t level;      /* 1..8: for whom it was written; where its difficulty starts (ITEM-10) */
    struct slice facet; /* what of the competence it asks about: "Filtern" */
    struct slice text;  /* the question; lines parted by \n */
    struct slice explanation;          /* shown with the result; may be empty */
    const struct item_choice *choices; /* of ITEM_GAP and ITEM_FORM: none */
    int choices_len;
    const struct item_blank *blanks; /* of ITEM_MATCH, ITEM_GAP and ITEM_FORM */
    int blanks_len;
    struct slice after;          /* ITEM_GAP: the text behind the last blank; may be empty */
    const struct slice *columns; /* ITEM_PICK: heads of the table */
    int columns_len;
};

/*
 * What a person answered. Numbers are those of the file, not of the screen.
 *
 *   SINGLE, PICK, SITUATION  picked[0] is the choice
 *   MULTIPLE                 picked[c] is 1 where choice c is ticked, else 0
 *   ORDER                    picked[i] is the choice at place i, each once
 *   MATCH                    picked[b] is the choice of blank b
 *   GAP, FORM                picked[b] is the choice of blank b, or typed[b] is what was typed
 */
struct item_answer {
    bool unknown; /* "Weiß ich nicht": an answer too, without credit; the rest is not looked at */
    uint8_t picked[ITEM_PARTS_MAX];
    struct slice typed[ITEM_PARTS_MAX]; /* at most ITEM_TYPED_BYTES_MAX bytes */
};

/* "single", "multiple" ...: the code in files. */
const char *item_kind_code(enum item_kind kind);
/* ERR_NOT_FOUND for any other word. */
MUST_USE enum err item_kind_parse(struct slice code, enum item_kind *ret_kind);

/*
 * Why the item cannot be asked: the number of the rule in docs/rules/item.md that it breaks
 * (ITEM-1 to ITEM-7), or 0 when it keeps all of them.
 */
int item_fault(const struct item *it);

/* How many numbers (or typed words) an answer to it has: 1..ITEM_PARTS_MAX. */
int item_parts(const struct item *it);
/* The most that an answer can get: 1, or ITEM_CREDIT_MAX for a situation. */
int item_credit_max(const struct item *it);
/* Whether each number of the answer is one that this item knows. */
bool item_answer_is_sound(const struct item *it, const struct item_answer *a);
/*
 * The credit of a sound answer, 0..item_credit_max() (ITEM-8): whole or none, but for
 * situations. Typed words count without regard to spaces around and between them and
 * to the case of the letters a to z.
 */
int item_credit(const struct item *it, const struct item_answer *a);

#endif
