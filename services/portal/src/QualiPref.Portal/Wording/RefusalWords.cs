using QualiPref.Portal.Session;

namespace QualiPref.Portal.Wording;

/// <summary>Why somebody did not come in, in words that help: what was found, and what they can do.</summary>
/// <param name="Title">First heading.</param>
/// <param name="Found">What was found.</param>
/// <param name="Advice">What to do.</param>
internal sealed record RefusalWords(string Title, string Found, string Advice)
{
    private const string Again = "Recommencez depuis la page de connexion.";

    private const string Tell = " Si cela se répète, transmettez la référence ci-dessous à votre administrateur.";

    private const string Refused = "Connexion refusée";

    public static RefusalWords Of(SignInRefusal reason, string provider) => reason switch
    {
        SignInRefusal.State => new("Connexion à recommencer",
            "La réponse reçue ne correspond pas à une connexion commencée dans ce navigateur il y a moins de quinze minutes. Cela arrive après un retour en arrière, avec un favori, ou quand les cookies sont bloqués.",
            Again + " Si vos cookies sont bloqués, autorisez-les pour ce site."),
        SignInRefusal.Nonce => new(Refused,
            "La réponse reçue appartient à une autre connexion que celle que vous avez commencée. Par sécurité, elle n'est pas acceptée.",
            Again + " N'utilisez qu'un onglet à la fois." + Tell),
        SignInRefusal.Signature => new(Refused,
            $"La réponse reçue n'est pas signée par le fournisseur d'identité ({provider}). Par sécurité, elle n'est pas acceptée.",
            "Recommencez dans quelques minutes : ses clés viennent peut-être de changer." + Tell),
        SignInRefusal.Audience => new(Refused,
            "La réponse reçue est destinée à un autre service.",
            "Votre administrateur doit vérifier l'identifiant de ce service auprès du fournisseur d'identité." + Tell),
        SignInRefusal.Issuer => new(Refused,
            $"La réponse reçue ne vient pas du fournisseur d'identité attendu ({provider}).",
            "Votre administrateur doit vérifier l'adresse du fournisseur d'identité." + Tell),
        SignInRefusal.Expired => new(Refused,
            "La réponse reçue n'est plus valable, ou pas encore : l'horloge de ce service et celle du fournisseur d'identité diffèrent peut-être.",
            Again + Tell),
        SignInRefusal.Code => new("Connexion à recommencer",
            "Le fournisseur d'identité n'accepte pas ce retour : il a déjà servi ou il est trop ancien. Cela arrive quand la page de retour est rechargée.",
            Again),
        SignInRefusal.UserInfo => new(Refused,
            $"Ce que le fournisseur d'identité ({provider}) dit de vous n'est pas signé par lui, est incomplet ou concerne quelqu'un d'autre. Par sécurité, ce n'est pas accepté.",
            Again + Tell),
        SignInRefusal.Denied => new("Connexion interrompue",
            "Vous avez interrompu la connexion, ou le fournisseur d'identité ne vous a pas laissé entrer.",
            Again + " Si votre compte est bloqué, adressez-vous à l'assistance de votre administration."),
        SignInRefusal.Away => new("Connexion momentanément impossible",
            $"Le fournisseur d'identité ({provider}) ne répond pas. Les sessions déjà ouvertes continuent de fonctionner.",
            "Réessayez dans quelques minutes."),
        SignInRefusal.Way => new(Refused,
            "Ce service demande un moyen de connexion plus sûr que celui que vous avez utilisé.",
            "Recommencez avec un second facteur, ou demandez à votre administration quel moyen utiliser."),
        SignInRefusal.NotFresh => new("Identité non confirmée",
            "Le fournisseur d'identité n'a pas confirmé que vous venez de vous identifier. Votre session reste ouverte, mais ce que vous vouliez faire demande cette confirmation.",
            "Recommencez et saisissez de nouveau votre mot de passe ou votre code. Si vous l'avez fait, votre administrateur doit demander au fournisseur d'identité de transmettre l'heure d'identification (auth_time)." + Tell),
        SignInRefusal.OtherPerson => new("Identité non confirmée",
            "Vous vous êtes identifié avec un autre compte que celui de la session ouverte. Elle n'a pas changé.",
            "Recommencez avec le même compte ; pour en changer, déconnectez-vous d'abord."),
        SignInRefusal.Storage => new("Service momentanément indisponible",
            "La base de données de ce service ne répond pas : personne ne peut se connecter, et les pages des agents ne s'ouvrent pas.",
            "Réessayez dans quelques instants."),
        _ => new("Connexion impossible",
            "Une erreur inattendue s'est produite pendant la connexion.",
            Again + Tell),
    };
}
