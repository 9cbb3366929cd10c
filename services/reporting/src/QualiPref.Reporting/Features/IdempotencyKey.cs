using Microsoft.AspNetCore.Http;
using QualiPref.Platform.Http;

namespace QualiPref.Reporting.Features;

/// <summary>The header by which a repetition is told from a second request.</summary>
internal static class IdempotencyKey
{
    private const string Header = "Idempotency-Key";

    private const int Longest = 200;

    /// <summary>The key; null when there is none or it is faulty.</summary>
    public static string? Read(HttpRequest request, FieldErrors errors, bool required = false)
    {
        var key = request.Headers[Header].ToString();
        if (key.Length > Longest) errors.Add(Header, $"{Longest} caractères au plus.", $"At most {Longest} characters.");
        if (required && key.Length == 0)
        {
            errors.Add(Header, "Cet en-tête est obligatoire : choisissez une clé et gardez-la pour répéter la demande.",
                "This header is required: choose a key and keep it to repeat the request.");
        }
        return key.Length is 0 or > Longest ? null : key;
    }
}
