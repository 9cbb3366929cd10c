using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using QualiPref.Contracts.Tests;
using QualiPref.EndToEnd.Tests.Hostile;
using QualiPref.EndToEnd.Tests.Systems;

namespace QualiPref.EndToEnd.Tests.Access;

/// <summary>What another site, or a text that somebody wrote, could make a member of staff's browser do.</summary>
[Collection(AllInOne.Name)]
public sealed partial class Forms_of_pages(AllInOneSystem system)
{
    // It reads the address alone and changes nothing: it shows what was wrong with other forms.
    private const string Explains = "page `/erreur`";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Are_refused_without_their_secret_even_to_an_administrator()
    {
        using var http = Client();
        var session = await PageSession.OfStaffAsync(http, Token);
        var pages = (await MappedEndpoints.AllAsync()).Select(MappedEndpoints.CallOf).Where(call => call.StartsWith("page ", StringComparison.Ordinal) && call != Explains).ToList();
        Assert.NotEmpty(pages);
        foreach (var page in pages)
        {
            using var form = new HttpRequestMessage(HttpMethod.Post, Parameter().Replace(page.Split('`')[1], Guid.NewGuid().ToString())) { Content = new FormUrlEncodedContent([]) };
            form.Headers.Add("Cookie", session.Cookie);
            using var reply = await http.SendAsync(form, Token);
            Assert.True(reply.StatusCode == HttpStatusCode.BadRequest, $"{page}: {reply.StatusCode}");
        }
    }

    [Theory]
    [InlineData("/bilans/{report}/arret", "Cle=0198c5c4-0000-7000-8000-000000000001&Declared[0].Pending=3&Declared[0].Reason=Panne")]
    [InlineData("/bilans/{report}/arret", "Cle=0198c5c4-0000-7000-8000-000000000001&Declared[0].Source=surveys&Declared[0].Site=91-EVRY&Declared[0].Month=+&Declared[0].Reason=Panne")]
    [InlineData("/exploitation/anomalies?handler=Retry", "Service=surveys&Place=messages")]
    [InlineData("/exploitation/anomalies?handler=GiveUp", "Service=surveys&Place=messages&Id=+&Reason=Panne")]
    [InlineData("/exploitation/anomalies/messages/surveys/1", "Version=%EF%BB%BF&Text={}&Reason=Panne")]
    [InlineData("/exploitation/anomalies/messages/surveys/1", "Version=%22%C3%A9%22&Text={}&Reason=Panne")]
    public async Task Are_refused_when_they_say_what_no_page_asks(string page, string says)
    {
        using var http = Client();
        var session = await PageSession.OfStaffAsync(http, Token);
        var report = await system.OpenReportAsync();
        using var form = new HttpRequestMessage(HttpMethod.Post, page.Replace("{report}", $"{report}", StringComparison.Ordinal))
        {
            Content = new StringContent($"{says}&{PageSession.FormField}={Uri.EscapeDataString(session.FormToken)}", Encoding.UTF8, "application/x-www-form-urlencoded"),
        };
        form.Headers.Add("Cookie", session.Cookie);

        using var reply = await http.SendAsync(form, Token);

        Assert.Equal(HttpStatusCode.BadRequest, reply.StatusCode);
    }

    [Theory]
    [InlineData("/indicateurs/sources/%0a")]
    [InlineData("/exploitation/anomalies/messages/surveys/%20")]
    public async Task Of_what_is_called_by_white_space_alone_there_is_none(string address)
    {
        using var http = Client();
        var session = await PageSession.OfStaffAsync(http, Token);
        using var page = new HttpRequestMessage(HttpMethod.Get, address);
        page.Headers.Add("Cookie", session.Cookie);

        using var reply = await http.SendAsync(page, Token);

        Assert.Equal(HttpStatusCode.NotFound, reply.StatusCode);
    }

    [Fact]
    public async Task Show_what_the_public_wrote_as_text()
    {
        string Script(string field) => $"\"><script>alert('{field}')</script>";
        string[] fields = ["subject", "text", "name", "phone", "address", "mail", "comment"];
        var id = Guid.NewGuid();
        var filing = Samples.Filing(id);
        filing["subject"] = Script("subject");
        filing["text"] = Script("text");
        filing["channel"] = "web";
        filing["contact"] = new System.Text.Json.Nodes.JsonObject
        {
            ["name"] = Script("name"),
            ["phone"] = Script("phone"),
            ["postalAddress"] = Script("address"),
            ["email"] = "\"><script>alert('mail')</script>@courriel.example",
        };
        var filed = await system.Api.FilePubliclyAsync(filing);
        Assert.True(filed.Status == 201, filed.ToString());
        var answer = Samples.Answer();
        answer["answeredAt"] = $"{RunningSystem.Year - 3}-06-17T10:12:08+02:00";
        answer["comment"] = Script("comment");
        Assert.Equal(202, (await system.Api.PutAnswerAsync(Guid.NewGuid(), answer)).Status);

        using var http = Client();
        var session = await PageSession.OfStaffAsync(http, Token);
        var shown = "";
        foreach (var page in (string[])[$"/reclamations/{id}", "/reclamations?status=open", $"/reclamations/{id}/echeance", "/equilibre/reponses?code=QP-SURVEYS-005", $"/avis-recus?etat=tous&periode={RunningSystem.Year - 3}"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, page);
            request.Headers.Add("Cookie", session.Cookie);
            using var reply = await http.SendAsync(request, Token);
            var html = await reply.Content.ReadAsStringAsync(Token);
            Assert.True(reply.StatusCode == HttpStatusCode.OK, $"{page}: {reply.StatusCode}");
            Assert.DoesNotContain("<script>alert(", html, StringComparison.OrdinalIgnoreCase);
            shown += WebUtility.HtmlDecode(html);
        }
        Assert.All(fields, field => Assert.Contains($"<script>alert('{field}')</script>", shown, StringComparison.Ordinal));
    }

    private HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(system.Parts.Address) };

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.CultureInvariant)]
    private static partial Regex Parameter();
}
