using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using QualiPref.Complaints.Tests.Sending;
using QualiPref.Portal.Tests.Browsing;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests.Desk;

[CollectionDefinition(Name)]
public sealed class OnMonday : ICollectionFixture<MondayMorning>
{
    public const string Name = "on Monday";
}

/// <summary>A desk with 2,000 open cases of every kind, a colleague, a few cases that the day is about, and a real mail server that takes the letters.</summary>
public sealed class MondayMorning : PortalSystem, IAsyncLifetime
{
    internal const int OpenCases = 2_000;
    internal const string Site = "91-ETAMPES", Colleague = "Personne d'essai", Email = "quelquun@example.test";

    private static readonly string[] Sites = ["91-EVRY", "91-PALAISEAU", "47-AGEN", "91-EVRY", Site];
    private static readonly string?[] Motives = ["attente", "accueil", "horaires", "information", "decision", "pieces", "erreur-titre", null];
    private static readonly string[] Channels = ["letter", "email", "phone", "desk-slip", "web", "other"];
    private MailPeer? _mail;

    internal MailPeer Mail => _mail!;

    /// <summary>The cases that the day is about, by their number, from 1 on.</summary>
    internal IReadOnlyList<DayCase> Cases { get; private set; } = [];

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(base.Settings)
    {
        ["QualiPref__Complaints__Mail__Host"] = "localhost",
        ["QualiPref__Complaints__Mail__Port"] = Mail.Port.ToString(CultureInfo.InvariantCulture),
        ["QualiPref__Complaints__Mail__Security"] = "None",
        ["QualiPref__Complaints__Mail__From"] = "ne-pas-repondre@prefecture.test",
        ["QualiPref__Complaints__Mail__FromName"] = "Préfecture d'essai",
        ["QualiPref__Complaints__Mail__MessagesPerMinute"] = "60000",
    };

    // Where letters go has to be known before the system starts.
    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        _mail = await MailPeer.StartAsync();
        await InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_mail is not null) await _mail.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected override async Task PrepareAsync()
    {
        await base.PrepareAsync();
        using var agent = Call("agent");
        var many = new Guid[OpenCases];
        await Parallel.ForEachAsync(Enumerable.Range(0, OpenCases), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, _) => many[number] = (await FileAsync(agent, Mixed(number))).Id);
        // Some are with somebody or a team, some grave, some answered by post, some wait for the person.
        await Parallel.ForEachAsync(Enumerable.Range(0, OpenCases / 10), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (number, _) => await BringAsync(many[number * 10], number));
        await this.AdmitAsync(Colleague, "handler", Site);
        var cases = new List<DayCase>();
        for (var number = 1; number <= 7; number++) cases.Add(await FileAsync(agent, OfTheDay(number)));
        Cases = cases;
        foreach (var one in cases.Take(4)) await this.TakeStepAsync(one.Id, "qualify", new { motive = one == cases[0] ? "discrimination" : "attente", module = "accueil-general", gravity = "forte" });
        await this.TakeStepAsync(cases[6].Id, "answer", new { subject = "Votre réclamation", body = "Madame, Monsieur,\nUn second guichet est ouvert." });
    }

    private async Task BringAsync(Guid id, int number)
    {
        var gravity = (number % 3) switch { 0 => "faible", 1 => "moyenne", _ => "forte" };
        // Grave ones of the day's site are the day's alone.
        if (number % 4 < 2) await this.TakeStepAsync(id, "qualify", new { motive = "attente", module = "accueil-general", gravity });
        else if (number % 4 == 2) await this.TakeStepAsync(id, "assign", new { team = "accueil" });
        else await this.TakeStepAsync(id, "request-information", new { text = "Merci de nous indiquer le jour de votre visite." });
    }

    private static object Mixed(int number)
    {
        // Every tenth is brought further, and is at the first site: it has teams and a person to write to.
        var isBrought = number % 10 == 0;
        var channel = isBrought ? "letter" : Channels[number % Channels.Length];
        return new
        {
            site = isBrought ? "91-EVRY" : Sites[number % Sites.Length],
            kind = number % 25 == 1 ? "thanks" : number % 12 == 5 ? "suggestion" : "complaint",
            channel,
            receivedOn = SiteCalendar.Today.AddDays(-(number * 7 % 75)),
            motive = isBrought ? null : Motives[number % Motives.Length],
            subject = number % 9 == 0 ? null : $"{(number % 2 == 0 ? "Attente au guichet" : "Rendez-vous introuvable pour un titre de séjour, malgré plusieurs essais en ligne")} ({number})",
            text = "L'attente au guichet a duré deux heures.\nPersonne n'a su me renseigner.",
            contact = channel == "desk-slip" ? null : new
            {
                name = $"Personne d'essai {number}",
                email = number % 3 == 0 ? $"personne{number}@example.test" : null,
                postalAddress = number % 3 == 0 ? null : "1 rue de l'Exemple\n91150 Étampes",
                language = number % 7 == 0 ? "en" : "fr",
            },
        };
    }

    // The last one has a postal address alone.
    private static object OfTheDay(int number) => new
    {
        site = Site,
        kind = "complaint",
        channel = "letter",
        receivedOn = SiteCalendar.Today.AddDays(-3),
        motive = "attente",
        subject = $"Dossier du jour {number}",
        text = number == 4 ? "Le pupitre était fermé.\nEt mon titre porte une faute." : "J'ai été mal reçu au guichet 4.",
        contact = new { name = Colleague, email = number == 7 ? null : Email, postalAddress = number == 7 ? "1 rue de l'Exemple\n91150 Étampes" : null, language = "fr" },
    };

    private static async Task<DayCase> FileAsync(HttpClient agent, object filing)
    {
        using var response = await agent.PostAsJsonAsync("/api/complaints/v1/complaints", filing);
        Assert.True(response.IsSuccessStatusCode, $"{await response.Content.ReadAsStringAsync()} {JsonSerializer.Serialize(filing)}");
        var filed = await response.Content.ReadFromJsonAsync<JsonElement>();
        return new DayCase(filed.GetProperty("id").GetGuid(), filed.GetProperty("reference").GetString()!, filed.GetProperty("trackingCode").GetString()!);
    }
}

/// <summary>A case with the code that its person follows it with.</summary>
internal sealed record DayCase(Guid Id, string Reference, string Code);
