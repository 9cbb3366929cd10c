using System.Net;
using System.Net.Http.Json;
using QualiPref.Complaints.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Complaints.Tests.Service;

public sealed class Writing_standard_letters(RealEngine engine) : IAsyncLifetime
{
    private RunningComplaints _service = null!;

    public async ValueTask InitializeAsync() => _service = await RunningComplaints.StartAsync(engine);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Adds_versions_that_an_answer_names()
    {
        Assert.Equal(HttpStatusCode.Created, (await PutAsync("Attente", null)).StatusCode);
        Assert.Equal(HttpStatusCode.PreconditionRequired, (await PutAsync("Attente", null)).StatusCode);
        var second = await PutAsync("Attente longue", "\"1\"");
        Assert.Equal((HttpStatusCode.OK, "\"2\""), (second.StatusCode, second.Headers.ETag!.Tag));
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await PutAsync("Trop tard", "\"1\"")).StatusCode);

        var listed = Assert.Single((await _service.Handler.GetJsonAsync("letter-templates")).List("items"))!;
        Assert.Equal(("reponse-attente", 2, "Attente longue"), (listed.Text("code"), listed["version"]!.GetValue<int>(), listed.Text("label")));
        var known = await _service.Handler.FiledAsync();
        known = await _service.Handler.DoAsync(known, "answer", new { subject = "R", body = "B", template = "reponse-attente" });
        Assert.Equal(2, Assert.Single(known.Body.List("letters"))!["templateVersion"]!.GetValue<int>());
    }

    [Fact]
    public async Task Is_for_handlers()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await _service.Public.StatusOfAsync("letter-templates"));
        Assert.Equal(HttpStatusCode.Forbidden, await _service.As("agent", "*").StatusOfAsync("letter-templates"));
    }

    private Task<HttpResponseMessage> PutAsync(string label, string? tag)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, "letter-templates/reponse-attente")
        {
            Content = JsonContent.Create(new { label, subject = "Votre attente", body = "Madame, Monsieur," }),
        };
        if (tag is not null) request.Headers.TryAddWithoutValidation("If-Match", tag);
        return _service.Handler.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
