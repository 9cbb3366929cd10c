using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace QualiPref.Portal.Tests;

/// <summary>A page that takes files says what is too much of them.</summary>
public sealed class Bringing_files_to_pages(KeptPortals portals)
{
    private const int Megabyte = 1024 * 1024;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    // 400: read to the end, and refused for want of the proof against forged forms.
    [InlineData(39, HttpStatusCode.BadRequest)]
    [InlineData(41, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Is_possible_as_far_as_the_page_takes_them(int megabytes, HttpStatusCode answer)
    {
        var portal = await portals.WithAsync();
        using var form = new MultipartFormDataContent { { new ByteArrayContent(new byte[megabytes * Megabyte]), "Form.Files", "photo.jpg" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/reclamation") { Content = form };
        // The page answers before all of it is sent.
        request.Headers.ExpectContinue = true;
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));

        using var response = await portal.Http.SendAsync(request, Token);

        Assert.Equal(answer, response.StatusCode);
    }

    [Fact]
    public async Task A_crowd_of_files_none_of_which_can_be_taken_is_not_asked_for_one_by_one()
    {
        await using var complaints = await StandIn.StartAsync(app =>
        {
            app.MapPost("/api/complaints/v1/filing-proofs", () => Results.Json(new { proof = "preuve", id = Guid.NewGuid(), validFrom = DateTime.UnixEpoch, validUntil = DateTime.UnixEpoch.AddDays(1) }));
            app.MapPost("/api/complaints/v1/complaints/{id}/attachments", () => StandIn.Refuse(StatusCodes.Status422UnprocessableEntity, "QP-COMPLAINTS-030", "Ce fichier n'est pas accepté."));
        });
        await using var portal = await PortalAlone.StartAsync(PortalAlone.Plain, $"--QualiPref:Services:Complaints={complaints.Address}");
        using var form = new MultipartFormDataContent { { new StringContent(await TokenAsync(portal)), "__RequestVerificationToken" } };
        for (var number = 0; number < 60; number++) form.Add(new ByteArrayContent("MZ"u8.ToArray()), "Form.Files", $"essai{number}.exe");

        using var response = await portal.Http.PostAsync("/reclamation", form, Token);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal(20, complaints.Calls.Count(call => call.EndsWith("/attachments", StringComparison.Ordinal)));
    }

    private static async Task<string> TokenAsync(PortalAlone portal)
    {
        const string Mark = "name=\"__RequestVerificationToken\" type=\"hidden\" value=\"";
        var form = await portal.ReadAsync("/reclamation");
        var start = form.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length;
        return form[start..form.IndexOf('"', start)];
    }
}
