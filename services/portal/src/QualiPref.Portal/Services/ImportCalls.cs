using System.Net.Http.Headers;

namespace QualiPref.Portal.Services;

/// <summary>The calls of the surveys service about answers that were collected elsewhere.</summary>
internal sealed partial class SurveysClient
{
    /// <summary>Imports a file; under the same key a line without an id of its own counts once.</summary>
    public Task<ImportedLines> ImportLinesAsync(string questionnaire, int version, byte[] file, string? key, CancellationToken cancellationToken) =>
        PostAsync<ImportedLines>("responses/import" + QueryText.Of(("questionnaire", questionnaire), ("version", Text(version))), Csv(file), ImportBudget, key, cancellationToken);

    private static ByteArrayContent Csv(byte[] file)
    {
        var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv", "utf-8");
        return content;
    }
}

/// <summary>What became of a file, line by line.</summary>
internal sealed record ImportedLines(IReadOnlyList<ImportedLine> Items);

/// <summary>What became of a line: <c>accepted</c>, <c>duplicate</c>, <c>conflict</c>, <c>setAside</c> or <c>invalid</c>.</summary>
internal sealed record ImportedLine(int Line, string Result, Guid? Id, string? Code, string? Detail, IReadOnlyList<ServiceFieldError> Errors);
