/// Every statement that a request has the database run, by whose rows it is about, for the proof that none is about several organisations'.
///
/// Queries are put together while the program runs, by one compiler (``QueryStatements``), and are not here.
enum StatementCatalogue {
    /// About the records, changes and counts of the organisation that `$1` names, which all lie on one node of a distributed database.
    static let ofOneOrganisation =
        ReadStatements.all + WriteStatements.all + [
            WriteBatch.turn, WriteBatch.referrer, LostCommit.search, DirectoryStatements.insertSequence,
        ]

    /// About the directory, which every node of a distributed database has whole.
    static let ofTheDirectory = [
        DirectoryStatements.insertOrganisation, DirectoryStatements.organisation, DirectoryStatements.organisationOfPlatform,
        DirectoryStatements.organisations, DirectoryStatements.saveToken, DirectoryStatements.tokenByDigest, DirectoryStatements.tokens,
        DirectoryStatements.revokeToken, DirectoryStatements.savePerson, DirectoryStatements.personByEmail, DirectoryStatements.personByID,
        DirectoryStatements.secret, DirectoryStatements.insertSecret,
    ]
}
