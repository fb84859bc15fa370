/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of providers have in common. */
#ifndef KC_WEB_PUBLISH_PAGE_H
#define KC_WEB_PUBLISH_PAGE_H

#include "web/page_publish.h"

/* The desk of the address; as publish_desk_open(). */
MUST_USE enum err publish_page_desk(struct page *page, struct publish_desk *ret_desk);
/* "/anbieter/va-rheinbogen" and what follows. */
struct slice publish_url(const struct page *page, const struct publish_desk *desk,
                         const char *rest);
/* ".../fassung/12" and ".../baustein/e-akte", each with what follows. */
struct slice publish_version_url(const struct page *page, const struct publish_desk *desk,
                                 struct module_version_id id, const char *rest);
struct slice publish_block_url(const struct page *page, const struct publish_desk *desk,
                               struct slice code, const char *rest);
/* From the provider's list down to here. */
struct crumbs publish_crumbs(const struct page *page, const struct publish_desk *desk,
                             struct slice here);
enum say_key publish_word_state(enum module_state s);
/* The version of the address; ERR_NOT_FOUND when it is no number. */
MUST_USE enum err publish_version_id(const struct http_request *req,
                                     struct module_version_id *ret_id);
/* The edition that a form was made of; 0 when it says none: then nothing fits. */
int publish_edition(const struct http_request *req);

#endif
