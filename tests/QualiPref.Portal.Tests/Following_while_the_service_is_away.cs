using System.Net;
using Microsoft.AspNetCore.Builder;
using QualiPref.Portal.Wording.Filing;

namespace QualiPref.Portal.Tests;

/// <summary>The tracking page says in the person's language that nothing can be said now, and what they typed stays.</summary>
public sealed class Following_while_the_service_is_away
{
    private const string Code = "ABCDE-FGHJK-MNPQR-STVWX", Typed = "Le guichet 4 & le « 5 »";

    private static readonly string[] Kept = ["Message", "MessageId", "Said", "Why"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ar", "", 503)]
    [InlineData("es", "?handler=Message", 503)]
    [InlineData("pt", "?handler=Review", 503)]
    [InlineData("en", "?handler=piece&Piece=0198f000-0000-7000-8000-000000000001", 503)]
    [InlineData("ar", "?handler=Promise&Promise=0198f000-0000-7000-8000-000000000001", 429)]
    public async Task Is_told_in_ones_language_and_loses_nothing(string language, string handler, int status)
    {
        await using var complaints = await StandIn.StartAsync(api => api.MapGet("/api/complaints/v1/{**path}", () => StandIn.Refuse(status, status == 503 ? "QP-COMPLAINTS-911" : "QP-COMPLAINTS-918", "Non.")));
        await using var portal = await PortalAlone.StartAsync(PortalAlone.Plain, $"--QualiPref:Services:Complaints={complaints.Address}");
        var words = FilingWords.Of(language);
        var id = Guid.NewGuid();
        using var form = new FormUrlEncodedContent(
        [
            new("__RequestVerificationToken", await TokenAsync(portal, language)), new("Language", language), new("Code", Code),
            new("Message", Typed), new("MessageId", $"{id}"), new("Said", "partly"), new("Why", Typed),
        ]);

        using var response = await portal.Http.PostAsync($"/suivi{handler}", form, Token);
        var page = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Token));

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains($"<html lang=\"{language}\"", page, StringComparison.Ordinal);
        Assert.Contains(words.Tracking.Title, page, StringComparison.Ordinal);
        Assert.Contains(status == 503 ? words.Faults.Away : words.Faults.TooMany, page, StringComparison.Ordinal);
        Assert.Contains($"value=\"{Code}\"", page, StringComparison.Ordinal);
        Assert.Equal([Typed, $"{id}", "partly", Typed], Kept.Select(name => HiddenIn(page, name)));
    }

    private static string? HiddenIn(string page, string name)
    {
        var mark = $"<input type=\"hidden\" name=\"{name}\" value=\"";
        var start = page.IndexOf(mark, StringComparison.Ordinal);
        return start < 0 ? null : page[(start + mark.Length)..page.IndexOf("\">", start, StringComparison.Ordinal)];
    }

    private static async Task<string> TokenAsync(PortalAlone portal, string language)
    {
        const string Mark = "name=\"__RequestVerificationToken\" type=\"hidden\" value=\"";
        var form = await portal.ReadAsync($"/suivi?langue={language}");
        var start = form.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length;
        return form[start..form.IndexOf('"', start)];
    }
}
