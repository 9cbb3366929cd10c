using System.Globalization;

namespace QualiPref.Platform.Http;

/// <summary>The refusals that every service can give. Codes 900 to 999 are reserved for them.</summary>
public static class CommonProblems
{
    /// <summary>500: a fault of ours; the trace id finds it in the logs.</summary>
    public static ProblemKind Unexpected { get; } = Kind(900, 500,
        "Une erreur inattendue s'est produite. Signalez-la avec l'identifiant de trace.",
        "An unexpected error occurred. Report it with the trace id.");

    /// <summary>400: the body is not JSON.</summary>
    public static ProblemKind Unreadable { get; } = Kind(901, 400,
        "Le contenu de la requête n'est pas un document JSON lisible.", "The request body is not readable JSON.");

    /// <summary>413: the body is larger than allowed.</summary>
    public static ProblemKind TooLarge { get; } = Kind(903, 413,
        "Le contenu de la requête est trop volumineux.", "The request body is too large.");

    /// <summary>415: the body is not declared as JSON.</summary>
    public static ProblemKind UnsupportedMediaType { get; } = Kind(904, 415,
        "Le type de contenu attendu est application/json.", "The content type must be application/json.");

    /// <summary>422: the body is readable but some values are not acceptable.</summary>
    public static ProblemKind InvalidValues { get; } = Kind(905, 422,
        "Certaines valeurs ne sont pas acceptées ; corrigez les champs indiqués.", "Some values are not acceptable; correct the fields named.");

    /// <summary>428: a change without If-Match.</summary>
    public static ProblemKind PreconditionRequired { get; } = Kind(906, 428,
        "Cette modification exige l'en-tête If-Match avec l'ETag de la version lue.", "This change requires If-Match with the ETag that was read.");

    /// <summary>412: the resource changed since it was read.</summary>
    public static ProblemKind Stale { get; } = Kind(907, 412,
        "La ressource a été modifiée entre-temps ; relisez-la avant de recommencer.", "The resource has changed meanwhile; read it again first.");

    /// <summary>401: no or bad token.</summary>
    public static ProblemKind Unauthenticated { get; } = Kind(908, 401,
        "Un jeton d'accès valide est nécessaire.", "A valid access token is required.");

    /// <summary>403: outside one's role or sites.</summary>
    public static ProblemKind Forbidden { get; } = Kind(909, 403,
        "Votre rôle ou vos sites ne permettent pas cette action.", "Your role or sites do not allow this.");

    /// <summary>404: there is no such thing.</summary>
    public static ProblemKind NotFound { get; } = Kind(910, 404,
        "Cette ressource n'existe pas.", "There is no such resource.");

    /// <summary>503: the storage is away; nothing was acknowledged.</summary>
    public static ProblemKind StorageAway { get; } = Kind(911, 503,
        "L'enregistrement est momentanément impossible ; renvoyez la même requête dans quelques secondes.",
        "Storage is away for a moment; send the same request again in a few seconds.");

    /// <summary>405: the path exists, not with this method.</summary>
    public static ProblemKind MethodNotAllowed { get; } = Kind(913, 405,
        "Cette méthode n'est pas prévue pour cette adresse.", "This method is not available at this address.");

    /// <summary>422: the same Idempotency-Key came with another body.</summary>
    public static ProblemKind KeyReused { get; } = Kind(914, 422,
        "Cette clé d'idempotence a déjà servi pour un autre contenu.", "This idempotency key was used with another body.");

    /// <summary>409: what is parked cannot go on yet.</summary>
    public static ProblemKind StillParked { get; } = Kind(915, 409,
        "La cause n'est pas corrigée : l'élément reste à l'écart avec son motif.", "The cause is not mended: it stays parked with its reason.");

    /// <summary>503: the catalogue in force here does not hold yet what another replica's holds.</summary>
    public static ProblemKind NotInCatalogueYet { get; } = Kind(916, 503,
        "Le catalogue vient de changer et n'est pas encore en vigueur sur ce serveur ; renvoyez la même requête dans quelques instants.",
        "The catalogue has just changed and is not in force on this server yet; send the same request again in a moment.");

    /// <summary>503: the broker is away; nothing was sent.</summary>
    public static ProblemKind BrokerAway { get; } = Kind(917, 503,
        "La messagerie ne répond pas : le message reste à l'écart ; recommencez dans quelques secondes.",
        "The message broker does not answer: the message stays parked; try again in a few seconds.");

    /// <summary>429: the caller made too many requests within a minute; nothing was done.</summary>
    public static ProblemKind TooMany { get; } = Kind(918, 429,
        "Trop de requêtes en une minute : rien n'a été fait ; renvoyez la même requête après le délai indiqué par Retry-After.",
        "Too many requests within a minute: nothing was done; send the same request again after what Retry-After says.");

    private static ProblemKind Kind(int number, int status, string french, string english) =>
        new($"QP-*-{number.ToString(CultureInfo.InvariantCulture)}", status, new Words(french, english));
}
