import JSONCore
import Records

extension AccessControl {
    /// A JWT as `platform`'s own server would sign it for a person at one of its tenants, with the claims that docs.embedreach.com lists.
    ///
    /// Refuses with ``AdministrationError/notAPlatform`` an organisation without a signing secret.
    package func tenantToken(
        platform: Organisation, tenantExternalID: String, email: String, name: String, externalID: String? = nil, seconds: Int = 3600
    ) throws(AdministrationError) -> String {
        let now = now()
        var claims: JSONObject = ["email": .string(email), "name": .string(name)]
        if let externalID { claims["externalId"] = .string(externalID) }
        claims["tenantExternalId"] = .string(tenantExternalID)
        claims["partnerId"] = .string(platform.id.text)
        claims["iat"] = .number(JSONNumber(Int(now.seconds)))
        claims["exp"] = .number(JSONNumber(Int(now.advanced(seconds: Int64(seconds)).seconds)))
        return try platform.signingKey().token(claims)
    }

    /// A JWT as `platform`'s own server would sign it for itself; without an end when `seconds` is nil.
    ///
    /// Refuses with ``AdministrationError/notAPlatform`` an organisation without a signing secret.
    package func platformToken(platform: Organisation, seconds: Int? = nil) throws(AdministrationError) -> String {
        let now = now()
        var claims: JSONObject = ["partnerId": .string(platform.id.text), "type": "partner"]
        if let seconds {
            claims["iat"] = .number(JSONNumber(Int(now.seconds)))
            claims["exp"] = .number(JSONNumber(Int(now.advanced(seconds: Int64(seconds)).seconds)))
        }
        return try platform.signingKey().token(claims)
    }
}

extension Organisation {
    /// The key that a platform signs with.
    fileprivate func signingKey() throws(AdministrationError) -> SigningKey {
        guard let signingSecret, let key = SigningKey(secret: signingSecret) else { throw .notAPlatform }
        return key
    }
}
