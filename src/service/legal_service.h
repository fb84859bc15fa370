/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Imprint, privacy notice and accessibility statement: everybody reads them, the operator writes
 * them. Before that there is a starting text with gaps (data/legal). Rules: docs/rules/page.md.
 *   ERR_DENIED   the actor may not (RIGHT_PAGES_EDIT)
 * besides what is said at each.
 */
#ifndef KC_SERVICE_LEGAL_SERVICE_H
#define KC_SERVICE_LEGAL_SERVICE_H

#include "domain/actor.h"
#include "domain/legal_page.h"
#include "service/platform.h"

/* What everybody sees: the newest version, or version 0, the starting text. */
MUST_USE enum err legal_show(struct ctx *ctx, struct platform *platform, enum legal_page page,
                             enum lang lang, struct legal_version *ret_version);

struct legal_history {
    struct legal_version *at; /* without content, the newest first */
    int len;
};
struct legal_edited {
    struct legal_version version;
    struct legal_history history;
};
struct legal_wanted {
    enum legal_page page;
    enum lang lang;
    int64_t version; /* 0: what is shown now */
};
/* One version to look at and change, with all others. ERR_NOT_FOUND. */
MUST_USE enum err legal_edit(struct ctx *ctx, struct platform *platform, const struct actor *actor,
                             const struct legal_wanted *wanted, struct legal_edited *ret_edited);
/* Gaps that each page has now, in both languages; [page][lang]. */
struct legal_state {
    int gaps[LEGAL_PAGES][LANGS];
    int64_t version[LEGAL_PAGES][LANGS]; /* 0: nobody has written it */
};
MUST_USE enum err legal_state(struct ctx *ctx, struct platform *platform, const struct actor *actor,
                              struct legal_state *ret_state);
/*
 * The next version; the audit log has it. The same text as now: nothing happens.
 *   ERR_INVALID    it is empty
 *   ERR_LIMIT      longer than LEGAL_TEXT_BYTES_MAX
 *   ERR_CONFLICT   `seen`, the version that was changed, is not the newest any more
 */
struct legal_change {
    enum legal_page page;
    enum lang lang;
    int64_t seen;
    struct slice content;
};
MUST_USE enum err legal_save(struct ctx *ctx, struct platform *platform, const struct actor *actor,
                             const struct legal_change *change);

#endif
