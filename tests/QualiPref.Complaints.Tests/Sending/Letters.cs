using System.Text.Json.Nodes;
using QualiPref.Complaints.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Complaints.Tests.Sending;

/// <summary>What the tests of sending do with cases.</summary>
internal static class Letters
{
    public const string Person = "quelquun@example.test";

    public static object Answer { get; } = new { subject = "Votre attente du 3 juillet", body = "Nous avons ouvert un guichet de plus.\n\nNous vous prions de nous excuser." };

    /// <summary>A case of a person with an e-mail address, filed by letter: nothing is written to them yet.</summary>
    public static Task<Known> CaseOfAsync(this RunningComplaints service, string email = Person) =>
        service.Handler.FiledAsync(("contact", new JsonObject { ["name"] = "Personne d'essai", ["email"] = email }));

    /// <summary>The same, with an answer that waits to be taken back for ten seconds.</summary>
    public static async Task<Known> AnsweredAsync(this RunningComplaints service, string email = Person) =>
        await service.Handler.DoAsync(await service.CaseOfAsync(email), "answer", Answer);

    public static string LastLetter(this Known known) => known.Body.List("letters")[^1]!.Text("id")!;

    public static JsonNode? LastDelivery(this Known known) => known.Body.List("letters")[^1]!["delivery"];

    public static string? State(this Known known) => known.LastDelivery()?.Text("state");

    /// <summary>Lets time pass, and has the service look at once.</summary>
    public static void Pass(this RunningComplaints service, TimeSpan time)
    {
        service.Time.Advance(time);
        service.Due.Ring();
    }

    /// <summary>Lets the time to take a letter back pass.</summary>
    public static void PassTakeBack(this RunningComplaints service) => service.Pass(TimeSpan.FromSeconds(11));

    /// <summary>Waits until the last letter of a case is in a state.</summary>
    public static Task<Known> BecomesAsync(this RunningComplaints service, string id, string state, int attempts = 0) => Eventually.ReadsAsync(
        $"the letter is {state}", _ => service.Handler.KnownAsync(id), known => known.State() == state && known.LastDelivery()!["attempts"]!.GetValue<int>() >= attempts,
        cancellationToken: TestContext.Current.CancellationToken);
}
