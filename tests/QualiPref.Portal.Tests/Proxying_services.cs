using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace QualiPref.Portal.Tests;

public sealed class Proxying_services(KeptPortals portals)
{
    [Fact]
    public async Task A_service_that_is_away_is_told_as_a_problem_to_retry()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();
        await using var portal = await PortalAlone.StartAsync($"--QualiPref:Services:Surveys=http://127.0.0.1:{port}");

        using var response = await portal.Http.GetAsync("/api/surveys/v1/questionnaires/accueil-general", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.NotNull(response.Headers.RetryAfter?.Delta);
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        Assert.Equal("QP-SURVEYS-912", problem.GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_page_says_that_its_service_is_away()
    {
        var portal = await portals.WithAsync(PortalAlone.Plain);
        var form = await portal.ReadAsync("/suivi");
        const string Mark = "name=\"__RequestVerificationToken\" type=\"hidden\" value=\"";
        var start = form.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length;
        using var body = new FormUrlEncodedContent(
        [
            KeyValuePair.Create("Code", "AAAAA-BBBBB-CCCCC-DDDDD"),
            KeyValuePair.Create("__RequestVerificationToken", form[start..form.IndexOf('"', start)]),
        ]);
        using var response = await portal.Http.PostAsync("/suivi", body, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Contains("Le service ne répond pas pour le moment.", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_passes_through_is_not_changed()
    {
        await using var service = await StartServiceAsync();
        await using var portal = await PortalAlone.StartAsync($"--QualiPref:Services:Indicators={service.Urls.Single()}");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/indicators/v1/measurements/import?x=a%20b");
        var sent = new byte[3 * 1024 * 1024];
        Random.Shared.NextBytes(sent);
        request.Content = new ByteArrayContent(sent);
        request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse("\"3\""));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "jeton");

        request.Headers.TryAddWithoutValidation("Accept-Language", "👩‍👦");

        using var http = new HttpClient(new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 }) { BaseAddress = portal.Http.BaseAddress };
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(418, (int)response.StatusCode);
        Assert.Equal("\"4\"", response.Headers.ETag?.Tag);
        Assert.Equal("""/api/indicators/v1/measurements/import?x=a%20b "3" Bearer jeton %F0%9F%91%A9%E2%80%8D%F0%9F%91%A6""", response.Headers.GetValues("X-Seen").Single());
        Assert.Equal(sent, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    // Stands for a service: it says what reached it and gives the body back.
    private static async Task<WebApplication> StartServiceAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 4 * 1024 * 1024);
        var app = builder.Build();
        app.Run(async context =>
        {
            var (request, response) = (context.Request, context.Response);
            response.StatusCode = 418;
            response.Headers.ETag = "\"4\"";
            response.Headers["X-Seen"] = $"{request.Path}{request.QueryString} {request.Headers.IfMatch} {request.Headers.Authorization} {Uri.EscapeDataString(request.Headers.AcceptLanguage.ToString())}";
            await request.Body.CopyToAsync(response.Body, context.RequestAborted);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }
}
