namespace QualiPref.Synthetic;

/// <summary>What is written in the cases and answers: an opening, the matter by motive and kind, an ending.</summary>
internal static class CaseTexts
{
    /// <summary>Subject and text of a filing.</summary>
    /// <param name="random">Chooses among what is said of one motive.</param>
    /// <param name="kind"><c>complaint</c>, <c>suggestion</c> or <c>thanks</c>.</param>
    /// <param name="motive">Code of the motive.</param>
    /// <param name="isAnonymous">Whether nobody can be answered.</param>
    public static (string Subject, string Text) Of(Random random, string kind, string motive, bool isAnonymous) => kind switch
    {
        "thanks" => One(random, CaseMatters.Thanks[motive]),
        "suggestion" => One(random, CaseMatters.Suggestions[motive]),
        _ => Told(random, CaseMatters.Complaints[motive], isAnonymous),
    };

    /// <summary>A question for the body that pays allowances.</summary>
    public static (string Subject, string Text) OnAllowances(Random random) => Told(random, CaseMatters.Allowances, isAnonymous: false);

    /// <summary>A matter of the town hall.</summary>
    public static (string Subject, string Text) OnTheTown(Random random) => Told(random, CaseMatters.OfTheTown, isAnonymous: false);

    /// <summary>An offer of somebody who sells something.</summary>
    public static (string Subject, string Text) Canvassing(Random random) => One(random, CaseMatters.Canvassing);

    /// <summary>What is written while the answer takes its time.</summary>
    public static string Holding(Random random) => One(random, Holdings);

    /// <summary>What the person is asked.</summary>
    public static string Question(Random random, string kind) => kind == "suggestion" ? One(random, AskedOfSuggestions) : One(random, Asked);

    /// <summary>What is added to a satisfaction answer.</summary>
    public static string Comment(Random random) => One(random, Comments);

    private static T One<T>(Random random, IReadOnlyList<T> from) => from[random.Next(from.Count)];

    /// <summary>After a salutation the matter goes on in lower case, after a sentence it is one of its own.</summary>
    private static (string Subject, string Text) Told(Random random, (string, string)[] matters, bool isAnonymous)
    {
        var (subject, matter) = One(random, matters);
        var opening = One(random, Openings);
        if (opening.EndsWith('.'))
            matter = char.ToUpperInvariant(matter[0]) + matter[1..];
        return (subject, $"{opening} {matter} {One(random, isAnonymous ? Endings : [.. Endings, .. EndingsForAReply])}");
    }

    /// <summary>Each is right before every complaint.</summary>
    private static readonly string[] Openings = ["Bonjour,", "Madame, Monsieur,", "Je souhaite vous signaler une difficulté.", "Je tiens à déposer une réclamation."];

    private static readonly string[] Endings = ["Merci de faire le nécessaire.", "Merci d'en tenir compte.", "Cordialement."];

    private static readonly string[] EndingsForAReply =
        ["Merci de me dire ce qui est prévu.", "Je souhaite une réponse écrite.", "Dans l'attente de vous lire.", "Pouvez-vous me dire pourquoi ?"];

    private static readonly string[] Holdings =
    [
        "Votre demande est à l'étude auprès du service compétent.", "Une vérification est en cours auprès du service concerné.",
        "Nous attendons l'avis d'un autre service pour vous répondre.",
    ];

    private static readonly string[] Asked =
    [
        "Pouvez-vous nous préciser le jour et le service concernés ?", "Pouvez-vous nous indiquer le numéro de votre dossier, si vous en avez un ?",
        "Avez-vous gardé un document ou un message qui nous aiderait à comprendre ?",
    ];

    private static readonly string[] AskedOfSuggestions = ["Pouvez-vous nous dire un peu plus de votre idée ?", "Quel site et quelle démarche avez-vous à l'esprit ?"];

    private static readonly string[] Comments =
    [
        "Merci de prévoir davantage de sièges.", "Personnel aimable.", "Trop d'attente le matin.", "Explications très claires.", "Le distributeur de tickets était en panne.",
        "Difficile de trouver le bon guichet.", "Reçu à l'heure, merci.", "Il manque un point d'eau.",
    ];
}
