using QualiPref.EndToEnd.Tests.Systems;

namespace QualiPref.EndToEnd.Tests.Access;

/// <summary>What the valid calls send.</summary>
internal static class ValidBodies
{
    public static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public static DateTimeOffset TooOld => Now.AddYears(-3);

    public static object NewReport { get; } = new { network = "essonne", period = "2020-01", title = "Essai" };

    public static object Reason { get; } = new { reason = "Essai" };

    /// <summary>A letter of a person who gave a postal address alone: what is written to them is printed.</summary>
    public static object PostalFiling { get; } = new
    {
        site = Person.Own,
        kind = "complaint",
        channel = "letter",
        subject = "Remarque",
        text = "Texte.",
        contact = new { name = "Personne d'essai", postalAddress = "1 rue de l'Exemple\n91000 Évry" },
    };

    /// <summary>What a person adds to their case.</summary>
    public static object Message { get; } = new { text = "Une précision." };

    public static object Mending { get; } = new { content = "{}", reason = "Essai" };

    public static object NewKiosk { get; } = new { site = Person.Own, label = "Borne d'essai" };

    public static object NewBatch => new { site = Person.Own, emptiedOn = $"{RunningSystem.Today:yyyy-MM-dd}", questionnaire = "accueil-general" };

    public static object Slip { get; } = new { answers = new { global = "satisfait", commentaire = "Essai" } };

    /// <summary>What was keyed a second time, and differs in one question.</summary>
    public static object OtherSlip { get; } = new { answers = new { global = "peu-satisfait" } };
    /// <summary>A questionnaire that could be published.</summary>
    public static object Questionnaire { get; } = new
    {
        code = "essai",
        languages = (string[])["fr"],
        title = new { fr = "Essai" },
        introduction = new { fr = "Anonyme" },
        questions = (object[])
        [
            new
            {
                code = "accueil", type = "single-choice", required = true, module = "accueil-general", commitment = "E8", presentation = "yes-no", texts = new { fr = "Content ?" },
                options = (object[])[new { code = "oui", counts = "satisfied", texts = new { fr = "Oui" } }, new { code = "non", counts = "dissatisfied", texts = new { fr = "Non" } }],
            },
        ],
    };

    /// <summary>A wave of one day.</summary>
    public static object Wave(DateOnly day) => new
    {
        title = "Vague d'essai",
        questionnaire = "accueil-general",
        version = 1,
        sites = (string[])[Person.Own],
        first = day,
        last = day,
        method = "volunteer",
    };

    public static object Measurement { get; } = new
    {
        indicator = "phone.lostCalls",
        site = Person.Own,
        month = "2019-07",
        numerator = 12,
        denominator = 340,
        source = "Relevé du standard",
    };

    public static Dictionary<string, object> Answer(string channel, Guid? id = null, DateTimeOffset? at = null)
    {
        var answer = new Dictionary<string, object>
        {
            ["site"] = Person.Own,
            ["questionnaire"] = "accueil-general",
            ["version"] = 1,
            ["channel"] = channel,
            ["answeredAt"] = at ?? Now,
            ["answers"] = new Dictionary<string, string> { ["global"] = "satisfait" },
        };
        if (id is { } known) answer["id"] = known;
        return answer;
    }

    public static Dictionary<string, object> Commented => new(Answer("web")) { ["comment"] = "Essai" };

    public static object Filing(string channel) => new
    {
        site = Person.Own,
        kind = "complaint",
        channel,
        subject = "Remarque",
        text = "Texte d'essai.",
        motive = "attente",
        contact = new { name = "Usager 1", email = "usager1@courriel.example" },
    };

    public static (string Transition, string Body, (string, string)[] Before)[] Transitions { get; } =
    [
        ("acknowledge", "{}", []),
        ("qualify", """{"motive":"accueil"}""", []),
        ("assign", """{"assignee":"0199f000-5e7d-7000-8000-000000000003"}""", []),
        ("set-aside", $$"""{"until":"{{Now.AddDays(3):yyyy-MM-dd}}"}""", []),
        ("take-up", "{}", [("set-aside", $$"""{"until":"{{Now.AddDays(3):yyyy-MM-dd}}"}""")]),
        ("request-information", """{"text":"Quel jour ?"}""", []),
        ("resume", "{}", [("request-information", """{"text":"Quel jour ?"}""")]),
        ("hold", $$"""{"text":"En cours d'examen.","newDate":"{{Now.AddMonths(3):yyyy-MM-dd}}"}""", []),
        ("answer", """{"subject":"Réponse","body":"Texte."}""", []),
        ("close", """{"outcome":"outOfScope"}""", []),
        ("reopen", """{"reason":"Essai"}""", [("answer", """{"subject":"Réponse","body":"Texte."}""")]),
        ("transfer", """{"to":"Un autre organisme","reason":"Essai"}""", []),
        ("merge", """{"into":"INTO","reason":"Essai"}""", []),
        ("unmerge", """{"reason":"Essai"}""", [("merge", """{"into":"INTO","reason":"Essai"}""")]),
        ("reject", """{"reason":"Essai"}""", []),
        ("correct", """{"kind":"suggestion","reason":"Essai"}""", []),
    ];
}
