/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * PATCH of SCIM (RFC 7644, 3.5.2) on one user: add, replace, remove, with and without a path, with
 * a filter in brackets behind a list. Pure.
 *
 * Also as Entra ID writes it: "Replace", active as "False", a manager as text, an object whose
 * members are paths. Nothing of `user` counts when it fails.
 */
#ifndef KC_EXCHANGE_SCIM_PATCH_H
#define KC_EXCHANGE_SCIM_PATCH_H

#include "exchange/scim_user.h"

/*
 * SCIM_INVALID_SYNTAX, _PATH, _VALUE, _FILTER, SCIM_NO_TARGET, SCIM_MUTABILITY; SCIM_TOO_MANY: more
 * than SCIM_PATCH_OPERATIONS_MAX operations.
 */
MUST_USE enum err scim_patch_apply(struct scim_talk *t, const struct json_value *body,
                                   struct scim_user *user);

#endif
