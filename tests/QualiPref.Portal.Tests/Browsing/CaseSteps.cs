using System.Net.Http.Json;
using System.Text.Json;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests.Browsing;

/// <summary>Cases brought into a state through the public calls.</summary>
internal static class CaseSteps
{
    /// <summary>Files a letter as the agent does; anonymous ones have no contact.</summary>
    public static async Task<FiledCase> FileLetterAsync(this PortalSystem system, int daysAgo = 0, bool anonymous = false)
    {
        using var agent = system.Call("agent");
        using var response = await agent.PostAsJsonAsync("/api/complaints/v1/complaints", new
        {
            site = "91-ETAMPES",
            kind = "complaint",
            channel = anonymous ? "desk-slip" : "letter",
            receivedOn = SiteCalendar.Today.AddDays(-daysAgo),
            subject = "Un courrier",
            text = "L'attente au guichet a duré deux heures.",
            contact = anonymous ? null : new { name = "Usager 12", postalAddress = "1 rue de l'Exemple", language = "fr" },
        });
        var filed = await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        return new FiledCase(filed.GetProperty("id").GetGuid(), filed.GetProperty("trackingCode").GetString()!);
    }

    /// <summary>Takes a step of a case with what it has to say.</summary>
    public static Task MoveAsync(this PortalSystem system, Guid id, string step, Guid? into = null) => system.TakeStepAsync(id, step, BodyOf(step, into));

    /// <summary>Takes a step of a case that says what it is given.</summary>
    public static async Task TakeStepAsync(this PortalSystem system, Guid id, string step, object body)
    {
        using var handler = system.Call("handler");
        var address = $"/api/complaints/v1/complaints/{id}";
        using var read = await handler.GetAsync(address);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{address}/{step}") { Content = JsonContent.Create(body) };
        request.Headers.IfMatch.Add(read.EnsureSuccessStatusCode().Headers.ETag!);
        using var moved = await handler.SendAsync(request);
        Assert.True(moved.IsSuccessStatusCode, $"{step}: {await moved.Content.ReadAsStringAsync()}");
    }

    private static object BodyOf(string step, Guid? into) => step switch
    {
        "qualify" => new { motive = "attente", module = "accueil-general", gravity = "moyenne", founded = true },
        "assign" => new { assignee = Guid.CreateVersion7() },
        "request-information" => new { text = "Merci de nous indiquer le jour de votre visite." },
        "hold" => new { text = "Nous cherchons encore.", newDate = "2100-01-04" },
        "answer" => new { subject = "Votre réclamation", body = "Madame, Monsieur,\nNous avons ouvert un second guichet le mercredi.\nLe référent qualité" },
        "close" => new { outcome = "outOfScope" },
        "transfer" => new { to = "Mairie d'essai", reason = "Compétence communale." },
        "merge" => new { into, reason = "Même sujet." },
        "reject" => new { reason = "Message sans rapport avec le service." },
        _ => new { },
    };
}

/// <summary>A case and the code its person follows it with.</summary>
internal sealed record FiledCase(Guid Id, string Code);
