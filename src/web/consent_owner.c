/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/consent_owner.h"

#include "web/check_owner.h"

struct consent_person
consent_owner_of(const struct http_request *req)
{
    struct check_desk desk = check_desk_of(req);

    return consent_person_of(desk.key, &desk.owner);
}

struct consent_person
consent_owner_of_guest(const struct http_request *req)
{
    struct check_desk desk = check_desk_of_guest(req);

    return consent_person_of(desk.key, &desk.owner);
}
