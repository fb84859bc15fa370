/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Versions of blocks that providers write: what may become of one, and who may decide
 * (docs/rules/publish.md, PUBLISH-1 to PUBLISH-4).
 *
 *     draft -> review -> published -> replaced
 *      | ^--------'      ^       `--> retired
 *      `-----------------' (who is alone at a provider)
 */
#ifndef KC_DOMAIN_MODULE_VERSION_H
#define KC_DOMAIN_MODULE_VERSION_H

#include <stdbool.h>

#include "base/day.h"
#include "base/slice.h"
#include "domain/id.h"

enum module_state {
    MODULE_DRAFT,
    MODULE_REVIEW,    /* a colleague is to look at it */
    MODULE_PUBLISHED, /* in the catalogue */
    MODULE_REPLACED,  /* by a later version */
    MODULE_RETIRED,   /* out of the catalogue */
};
enum { MODULE_STATES = MODULE_RETIRED + 1 };

struct module_version {
    struct module_version_id id;
    struct organisation_id organisation; /* whose */
    struct slice code;                   /* of the block */
    int version;                         /* from 1 */
    enum module_state state;
    struct slice title;   /* of the sheet; may be empty in a draft */
    struct slice content; /* the sheet, as exchange/sheet_json.h has it */
    int edition;          /* rises with every saving: who read an older one does not overwrite */
    struct account_id author; /* who saved it last; n == 0: taken from the catalogue */
    struct slice author_name;
    struct account_id publisher; /* who published or returned it; n == 0: nobody yet */
    struct slice publisher_name;
    struct slice note; /* reason of the last return or of the end; empty: none */
    struct instant created;
    struct instant changed;
};

struct module_version_list {
    struct module_version *at;
    int len;
};

/* A block in its provider's list. */
struct provider_block {
    struct slice code;
    struct slice title;
    struct module_id module;       /* in the catalogue; n == 0: not there yet */
    bool gone;                     /* there, and not offered any more */
    struct slice feed;             /* that it comes from; empty: none */
    struct day certified_until;    /* n == 0: never certified */
    int runs;                      /* in the catalogue */
    struct module_version_id work; /* being worked on; n == 0: none */
    enum module_state work_state;  /* of it */
    struct instant work_changed;   /* likewise */
};
struct provider_blocks {
    struct provider_block *at;
    int len;
    int64_t count; /* of all pages */
};
/* "draft", "review" ...: as it is kept. */
const char *module_state_code(enum module_state s);
/* ERR_NOT_FOUND for any other word. */
MUST_USE enum err module_state_parse(struct slice code, enum module_state *ret_state);
/* Whether one may follow the other (PUBLISH-1). */
bool module_state_may_follow(enum module_state from, enum module_state to);
/* Whether it is being worked on: there is one such version of a block at most (PUBLISH-4). */
bool module_state_is_open(enum module_state s);

/*
 * PUBLISH-2: whether `who` may publish it. `colleagues` is how many people of the provider may
 * publish, `who` among them: two or more, and somebody else than the author decides what is in
 * review; alone, the author publishes the draft.
 */
bool module_version_may_publish(const struct module_version *v, struct account_id who,
                                int colleagues);

#endif
