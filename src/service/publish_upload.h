/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Lists of blocks and dates that a provider hands in, and takes along (PUBLISH-13 to PUBLISH-20).
 * A list is read and compared first; what it would change happens, whole or not at all, when
 * somebody confirms just that. Texts become drafts, which go the way of every draft; dates of
 * what is in the catalogue change there (PUBLISH-10).
 *   ERR_DENIED   the actor may not publish for the desk's organisation
 *   ERR_LIMIT    the memory of the request is not enough for the list
 * besides what is said at each.
 */
#ifndef KC_SERVICE_PUBLISH_UPLOAD_H
#define KC_SERVICE_PUBLISH_UPLOAD_H

#include "service/publish_service.h"
#include "service/upload_plan.h"

/*
 * What a file (CSV, or a MOOChub feed) would change. *ret_upload is its number for a day, for
 * whoever publishes for the provider; 0 when it has problems: then it is not kept.
 */
MUST_USE enum err publish_upload_preview(struct ctx *ctx, const struct publish_desk *desk,
                                         struct slice file, struct upload_plan *ret_plan,
                                         int64_t *ret_upload);
/*
 * Do what the preview with this mark showed.
 *   ERR_NOT_FOUND   no file of this number is kept (any more)
 *   ERR_CONFLICT    it would do something else now, as `ret_plan` says; nothing was done
 */
MUST_USE enum err publish_upload_confirm(struct ctx *ctx, const struct publish_desk *desk,
                                         int64_t upload, uint64_t mark,
                                         struct upload_plan *ret_plan);

/*
 * The provider's blocks as a list that changes nothing when it is handed in again, a part of it
 * (from 0) with at most PUBLISH_EXPORT_BLOCKS. What a feed keeps is not in it.
 *   ERR_NOT_FOUND   there is no such part
 */
enum { PUBLISH_EXPORT_BLOCKS = 100 };
MUST_USE enum err publish_export(struct ctx *ctx, const struct publish_desk *desk, int part,
                                 struct slice *ret_csv);
/* The headings and an example that can be handed in. */
MUST_USE enum err publish_template(struct ctx *ctx, const struct publish_desk *desk,
                                   struct slice *ret_csv);

/*
 * To a colleague: every draft of the provider that lacks nothing. ERR_CONFLICT: there is no
 * colleague who could look at them.
 */
struct publish_submitted {
    int submitted;
    int left; /* drafts in which something is missing or wrong */
};
MUST_USE enum err publish_submit_all(struct ctx *ctx, const struct publish_desk *desk,
                                     struct publish_submitted *ret_submitted);

/* What waits for a decision, the longest first. */
enum { PUBLISH_REVIEWS_MAX = 100 };
struct publish_review {
    struct module_version version;
    struct module_sheet sheet;
    bool is_own; /* somebody else decides about it (PUBLISH-2) */
};
struct publish_reviews {
    struct publish_review *at;
    int len;
    bool more;      /* than are shown */
    int drafts;     /* of the provider, up to PUBLISH_REVIEWS_MAX */
    int colleagues; /* who may publish, the actor among them */
};
MUST_USE enum err publish_reviews(struct ctx *ctx, const struct publish_desk *desk,
                                  struct publish_reviews *ret_reviews);

#endif
