using System.Text;

namespace QualiPref.Platform.Parking.Messages;

/// <summary>A parked message as it can be read.</summary>
/// <param name="Queue">The queue on which it was to be taken; null when nothing says which, and then it cannot be tried again.</param>
/// <param name="ContentType">What it says to be; null when it says nothing.</param>
/// <param name="Bytes">How many bytes its body has.</param>
/// <param name="Digest">SHA-256 of its body.</param>
/// <param name="Content">Its body as text, or in base64 when it is no UTF-8; of more than 4 MiB, the beginning.</param>
/// <param name="IsBase64">Whether it is in base64.</param>
/// <param name="IsWhole">Whether that is all of it.</param>
/// <param name="Tries">How often it was tried again.</param>
/// <param name="Mendings">What was done to it, oldest first.</param>
public sealed record MessageContent(
    string? Queue, string? ContentType, long Bytes, string Digest, string Content, bool IsBase64, bool IsWhole, int Tries, IReadOnlyList<MendingView> Mendings)
{
    /// <summary>Most bytes that are shown, and most characters that are taken.</summary>
    internal const int Most = 4 * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    internal static MessageContent Of(MessageDocument message, BodyName body, byte[] beginning)
    {
        var shown = beginning.AsSpan(0, Math.Min(beginning.Length, Most));
        var isWhole = shown.Length == body.Bytes;
        var text = TextOf(shown, isWhole);
        return new MessageContent(
            message.Queue, message.ContentType, body.Bytes, body.Digest, text ?? Convert.ToBase64String(shown), text is null, isWhole, message.Tries,
            [.. message.Mendings.Select(one => new MendingView(new DateTimeOffset(one.At, TimeSpan.Zero), one.By, one.Reason, one.DigestBefore, one.DigestAfter))]);
    }

    // Where it was cut, the last character may not be whole: what is left of it stays in the decoder.
    private static string? TextOf(ReadOnlySpan<byte> bytes, bool isWhole)
    {
        try
        {
            var letters = new char[bytes.Length];
            return new string(letters, 0, Strict.GetDecoder().GetChars(bytes, letters, flush: isWhole));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}

/// <summary>Somebody mended a message.</summary>
/// <param name="At">When (UTC).</param>
/// <param name="By">Who.</param>
/// <param name="Reason">Why.</param>
/// <param name="DigestBefore">SHA-256 of the body before.</param>
/// <param name="DigestAfter">SHA-256 of the body after.</param>
public sealed record MendingView(DateTimeOffset At, string By, string Reason, string DigestBefore, string DigestAfter);
