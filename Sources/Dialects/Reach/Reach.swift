import Access
package import Endpoints
import Records

/// Reach's API (docs.embedreach.com): platforms keep their customers and other resources here, described by schemas of their own.
package enum Reach {
    package static let dialect = Dialect(
        name: "reach", title: "Reach", summary: "Customers and the other resources of a platform, under the platform's own ids.",
        source: .reach, scheme: .platformJWT, roots: ["/api/resources", "/api/batches", "/partner"], errorSchema: Envelope.refusal,
        endpoints: [
            uploadCustomer, listCustomers, readCustomer, updateCustomer, deleteCustomer,
            uploadResource, listResources, readResource, updateResource, deleteResource,
            createSchemaDefinition, listSchemaDefinitions, readSchemaDefinition, updateSchemaDefinition,
        ],
        refuse: refuse)
}
