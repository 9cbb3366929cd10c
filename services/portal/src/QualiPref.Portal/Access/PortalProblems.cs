using QualiPref.Platform.Http;

namespace QualiPref.Portal.Access;

/// <summary>Every refusal of the portal's own calls. Codes are part of the public contract: never reuse one.</summary>
internal static class PortalProblems
{
    public static ProblemKind LastAdministrator { get; } = Kind("001", 409,
        "Cette personne est la dernière à administrer tous les sites : donnez d'abord ce rôle à une autre.",
        "This is the last administrator of all sites: give that role to somebody else first.");

    public static ProblemKind KnownAddress { get; } = Kind("002", 409,
        "Quelqu'un a déjà cette adresse : ouvrez sa fiche pour changer ses accès.",
        "Somebody has this address already: change what they may do instead.");

    private static ProblemKind Kind(string number, int status, string french, string english) =>
        new($"QP-PORTAL-{number}", status, new Words(french, english));
}
