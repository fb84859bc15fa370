/* SPDX-License-Identifier: EUPL-1.2 */
/* Imprint, privacy notice and accessibility statement as the operator wrote them. */
#ifndef KC_STORAGE_LEGAL_STORE_H
#define KC_STORAGE_LEGAL_STORE_H

#include "domain/legal_page.h"
#include "storage/db.h"

/* In the context's arena. `version` 0: the newest. ERR_NOT_FOUND, without a message: there is none.
 */
MUST_USE enum err legal_store_find(struct db *db, enum legal_page page, enum lang lang,
                                   int64_t version, struct legal_version *ret_version);
/* The newest LEGAL_VERSIONS_SHOWN_MAX without their content, in the context's arena. */
MUST_USE enum err legal_store_versions(struct db *db, enum legal_page page, enum lang lang,
                                       struct legal_version **ret_versions, int *ret_len);
/* ERR_CONFLICT: somebody else wrote this version meanwhile. */
MUST_USE enum err legal_store_add(struct db *db, enum legal_page page, enum lang lang,
                                  const struct legal_version *version);

#endif
