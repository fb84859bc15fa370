/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The page of a municipality: greeting, colour, logo, recommended blocks. Rules:
 * docs/rules/organisation.md (ORG-30, ORG-32). Pure.
 */
#ifndef KC_DOMAIN_LANDING_H
#define KC_DOMAIN_LANDING_H

#include "base/day.h"
#include "base/limits.h"
#include "domain/id.h"
#include "domain/logo.h"

struct landing {
    struct slice greeting; /* <= LANDING_GREETING_BYTES_MAX; empty: the platform's */
    struct slice colour;   /* "#1c3f94"; empty: the platform's */
    enum logo_kind logo;
    struct instant changed; /* ms == 0: never */
    struct module_id modules[LANDING_MODULES_MAX];
    int modules_len;
};

#endif
