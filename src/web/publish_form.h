/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The form of a block (domain/module_sheet.h) and that of one of its dates, without script. Names
 * of fields are sheet_block_name() and sheet_run_name(); competences stand in rows:
 *
 *   z0 .. competence that is learnt, zv0 .. from level, zb0 .. to level
 *   n0 .. competence that is needed, nb0 .. its level
 *
 * What was typed is shown again whatever it is, with what is wrong beside its field.
 */
#ifndef KC_WEB_PUBLISH_FORM_H
#define KC_WEB_PUBLISH_FORM_H

#include "domain/module_sheet.h"
#include "web/form_errors.h"
#include "web/page.h"
#include "web/parts.h"

struct block_choice {
    struct slice value;
    struct slice label;
    bool chosen;
};
struct block_choices {
    struct block_choice *at;
    int len;
};

struct block_level_row {
    struct slice code;    /* of the competence; empty: none yet */
    struct slice unknown; /* the same, when there is no such competence */
    int from;             /* -1: not chosen */
    int to;
};

struct publish_form {
    struct module_sheet sheet;
    struct field title;
    struct field summary;
    struct field description;
    struct field hours;
    struct field price;
    struct field language;
    struct field url;
    struct block_choices competences;
    enum say_key from_word; /* above the levels */
    enum say_key to_word;
    enum say_key level_word;
    struct block_level_row *gives;
    int gives_len;
    struct slice gives_wrong;
    struct block_level_row *needs;
    int needs_len;
    struct slice needs_wrong;
    struct block_choices formats;
    struct slice formats_wrong;
    struct block_choices kinds;
    struct slice kinds_wrong;
    struct block_choices certificates;
    struct slice certificates_wrong;
    struct block_choices jobs;
    struct slice jobs_wrong;
    struct block_choices topics;
    struct slice topics_wrong;
    struct block_choices access;
    struct slice access_wrong;
    bool self_paced;
    struct slice self_paced_wrong;
    struct form_errors errors;
};

/* The form of a sheet; `faults` (may be NULL) are told at their fields. ERR_LIMIT. */
MUST_USE enum err publish_form_show(const struct page *page, const struct module_sheet *sheet,
                                    const struct block_faults *faults,
                                    struct publish_form *ret_form);
/* The sheet that was sent, without runs. ERR_LIMIT. */
MUST_USE enum err publish_form_read(const struct page *page, struct module_sheet *ret_sheet);

struct run_form {
    struct field first;
    struct field last;
    struct field place;
    struct field postcode;
    struct field city;
    struct field seats;
    struct field least;
    struct slice sittings;
    struct slice sittings_error;
    struct form_errors errors;
};
/* ERR_LIMIT. */
MUST_USE enum err publish_run_form_show(const struct page *page, const struct run_sheet *sheet,
                                        const struct block_faults *faults,
                                        struct run_form *ret_form);
/* The run that was sent; its code is `code`. */
struct run_sheet publish_run_form_read(const struct page *page, struct slice code);

/* "Preis" and "Das ist kein Geldbetrag: 12x". */
enum say_key publish_word_field(enum block_field f);
enum say_key publish_word_run_field(enum run_field f);
/* The mark of a run as a form carries it: 16 hexadecimal digits; 0, which fits no run, for others.
 */
uint64_t publish_mark_read(struct slice sent);
struct slice publish_word_wrong(const struct page *page, const struct block_fault *fault);

#endif
