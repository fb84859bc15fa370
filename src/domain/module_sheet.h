/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A block as its provider writes it down: one text for each field, the same in the form, in a list
 * (CSV) and in what is kept of a version. A draft may have anything in them; module_sheet_read()
 * tells what is still wrong (docs/rules/publish.md, PUBLISH-9 and PUBLISH-10) and makes the module.
 *
 *   ziele             "D1.1 0-3" for each competence that is learnt, parted by line ends or ";"
 *   voraussetzungen   "D1.1 2", likewise
 *   zielgruppen, themen, zugang   codes, parted likewise or by ","
 *   sitzungen (of a run)   "14.12.2026 09:00-16:00", likewise
 *
 * Pure.
 */
#ifndef KC_DOMAIN_MODULE_SHEET_H
#define KC_DOMAIN_MODULE_SHEET_H

#include "base/arena.h"
#include "domain/job_profile.h"
#include "domain/module.h"
#include "domain/topic.h"

enum block_field {
    BLOCK_TITLE,
    BLOCK_SUMMARY,
    BLOCK_DESCRIPTION,
    BLOCK_FORMAT, /* module_format_code() */
    BLOCK_KIND,
    BLOCK_CERTIFICATE,
    BLOCK_LANGUAGE, /* "de" */
    BLOCK_URL,
    BLOCK_HOURS, /* of work in all: "8", "1,5" */
    BLOCK_PRICE, /* euros; empty is nothing */
    BLOCK_GIVES,
    BLOCK_NEEDS,
    BLOCK_TARGET_GROUPS,
    BLOCK_TOPICS,
    BLOCK_ACCESS,
    BLOCK_SELF_PACED, /* "ja": can be begun in any week, without a date */
};
enum { BLOCK_FIELDS = BLOCK_SELF_PACED + 1 };

enum run_field {
    RUN_CODE,  /* given when it is first kept; people do not see it */
    RUN_FIRST, /* a day; empty: that of the first sitting */
    RUN_LAST,
    RUN_SITTINGS,
    RUN_PLACE, /* house and room */
    RUN_POSTCODE,
    RUN_CITY,
    RUN_SEATS, /* empty: as many as want */
    RUN_SEATS_MIN,
};
enum { RUN_FIELDS = RUN_SEATS_MIN + 1 };

struct run_sheet {
    struct slice fields[RUN_FIELDS];
};

struct module_sheet {
    struct slice fields[BLOCK_FIELDS];
    struct run_sheet *runs; /* of a block that is not in the catalogue yet */
    int runs_len;           /* <= BLOCK_RUNS_MAX */
};

enum block_wrong {
    BLOCK_MISSING,
    BLOCK_LONG,
    BLOCK_UNKNOWN,    /* no such code */
    BLOCK_NO_NUMBER,  /* or out of range */
    BLOCK_NO_AMOUNT,  /* of money */
    BLOCK_NO_URL,     /* neither http: nor https: */
    BLOCK_NO_LEVELS,  /* not "D1.1 0-3", or not upwards */
    BLOCK_TWICE,      /* a competence */
    BLOCK_MANY,       /* more than the field may have */
    BLOCK_NO_DAY,     /* no date */
    BLOCK_NO_SITTING, /* not "14.12.2026 09:00-16:00" */
    BLOCK_DISORDER,   /* ends before it begins; sittings outside or one in the other */
    BLOCK_ONLINE,     /* a place, though the block is taught online */
    BLOCK_NO_PLACE,   /* in person, without a postcode that is known */
    BLOCK_FEW,        /* fewer seats than are taken, or than the group needs */
    BLOCK_DATED,      /* "jederzeit" and dates as well */
};
enum { BLOCK_WRONGS = BLOCK_DATED + 1 };

struct block_fault {
    int run;   /* index; -1: of the block itself */
    int field; /* enum block_field or, of a run, enum run_field */
    enum block_wrong wrong;
    struct slice value; /* what is wrong, when it is a part of the field; may be empty */
};

struct block_faults {
    struct block_fault at[BLOCK_FAULTS_MAX];
    int len;   /* <= BLOCK_FAULTS_MAX */
    int count; /* with those that had no room */
};

/* What codes stand for. */
struct block_base {
    const struct framework *framework;
    const struct topic *topics;
    int topics_len;
    const struct job_profile *jobs;
    int jobs_len;
};

/* "titel": the name of a field in forms, lists and what is kept. */
const char *sheet_block_name(enum block_field f);
const char *sheet_run_name(enum run_field f);
/* "title": as lists in English head it. */
const char *sheet_block_english(enum block_field f);
const char *sheet_run_english(enum run_field f);
/* How many bytes it may have. */
size_t sheet_block_max(enum block_field f);
size_t sheet_run_max(enum run_field f);

/* The next of some texts parted by line ends or ";" and, with `commas`, by ","; trimmed, never
 * empty. */
bool sheet_next(struct slice *rest, bool commas, struct slice *ret_part);

void sheet_fault_add(struct block_faults *faults, struct block_fault fault);

/*
 * The module that a sheet describes, with its runs (ids, code, provider and venues are 0, the
 * runs sorted by first day); it counts when `faults` has none. Texts are the sheet's.
 *   ERR_LIMIT   the arena is full
 */
MUST_USE enum err module_sheet_read(struct arena *a, const struct module_sheet *sheet,
                                    const struct block_base *base, struct module *ret_module,
                                    struct block_faults *ret_faults);
/* Of which block a run is, and which of its runs: told in faults. */
struct sheet_run_at {
    enum module_format format;
    int index;
};
/* ERR_LIMIT: the arena is full. */
MUST_USE enum err sheet_run_read(struct arena *a, const struct run_sheet *sheet,
                                 struct sheet_run_at at, struct run *ret_run,
                                 struct block_faults *faults);

/* How a module of the catalogue would be written down, without its runs. ERR_LIMIT. */
MUST_USE enum err module_sheet_of(struct arena *a, const struct module *m,
                                  const struct block_base *base, struct module_sheet *ret_sheet);
/* A run of it; the venue's words are the caller's to add. ERR_LIMIT. */
MUST_USE enum err sheet_run_of(struct arena *a, const struct run *r, struct run_sheet *ret_sheet);

/*
 * CERT-12: whether everything that experts judge is the same in both: title, texts, levels,
 * format, kind, certificate, language, hours, accessibility. Price, dates, address, topics and
 * target groups are not judged.
 */
bool module_sheet_is_judged_same(const struct module_sheet *a, const struct module_sheet *b);

#endif
