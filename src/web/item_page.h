/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of items have in common. */
#ifndef KC_WEB_ITEM_PAGE_H
#define KC_WEB_ITEM_PAGE_H

#include "web/page_items.h"

/* Who is signed in, before the items of this server. */
struct item_desk item_desk_of(const struct http_request *req);
struct item_row_view item_row_of(const struct page *page, const struct item_version *v);
/* Of the address; ERR_NOT_FOUND when it is no number. */
MUST_USE enum err item_id_of(const struct http_request *req, struct item_version_id *ret_id);
/* "/aufgaben/12" and what follows. */
struct slice item_url(const struct page *page, struct item_version_id id, const char *what);

#endif
