using System.Text;
using QualiPref.Complaints.Attachments;

namespace QualiPref.Complaints.Tests.Attachments;

public sealed class The_kind_of_a_file
{
    public static TheoryData<string, string> Taken { get; } = new()
    {
        { nameof(SampleFiles.Pdf), "application/pdf" },
        { nameof(SampleFiles.Jpeg), "image/jpeg" },
        { nameof(SampleFiles.Png), "image/png" },
        { nameof(SampleFiles.Text), "text/plain" },
        { nameof(SampleFiles.Docx), "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
        { nameof(SampleFiles.Odt), "application/vnd.oasis.opendocument.text" },
    };

    public static TheoryData<string, string, string> Refused { get; } = new()
    {
        { nameof(SampleFiles.Executable), "facture.pdf", "030" },
        { nameof(SampleFiles.Executable), "facture", "030" },
        { nameof(SampleFiles.Pdf), "facture.exe", "030" },
        { nameof(SampleFiles.Text), "script.ps1", "030" },
        { nameof(SampleFiles.Text), "facture.pdf", "030" },
        { nameof(SampleFiles.Spreadsheet), "tableau.docx", "030" },
        { nameof(SampleFiles.DocxWithMacros), "lettre.docx", "034" },
        { nameof(SampleFiles.DocxWithHiddenMacros), "lettre.docx", "034" },
        { nameof(SampleFiles.DocxWithProgram), "lettre.docx", "034" },
        { nameof(SampleFiles.OdtWithMacros), "lettre.odt", "034" },
    };

    [Theory]
    [MemberData(nameof(Taken))]
    public void Is_found_in_its_content_alone(string sample, string mediaType)
    {
        Assert.Equal(mediaType, FileInspection.Inspect("piece-jointe", Sample(sample)).Kind?.MediaType);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Is_refused_with_the_reason_where_it_is_not_one_that_is_taken_or_its_name_announces_another(string sample, string name, string code)
    {
        Assert.Equal($"QP-COMPLAINTS-{code}", FileInspection.Inspect(name, Sample(sample)).Refusal?.Code);
    }

    [Theory]
    [InlineData("<html><script>alert(1)</script></html>")]
    [InlineData("\uFEFF \r\n<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")]
    [InlineData("<?php system($_GET['c']);")]
    [InlineData("#!/bin/sh\nrm -rf /")]
    [InlineData("{\\rtf1 texte}")]
    [InlineData("texte\0caché")]
    public void Is_no_text_where_it_is_markup_a_script_or_binary(string content)
    {
        Assert.Equal("QP-COMPLAINTS-030", FileInspection.Inspect("note.txt", Encoding.UTF8.GetBytes(content)).Refusal?.Code);
    }

    [Fact]
    public void Is_text_in_an_older_encoding_too() =>
        Assert.Equal(FileKind.Text, FileInspection.Inspect("note.txt", Encoding.Latin1.GetBytes("Réclamation déposée à Évry")).Kind);

    [Fact]
    public void Is_refused_where_there_is_nothing_in_it() => Assert.Equal("QP-COMPLAINTS-036", FileInspection.Inspect("note.txt", Array.Empty<byte>()).Refusal?.Code);

    [Fact]
    public void Is_refused_where_it_would_swell_and_nothing_of_it_is_unpacked()
    {
        var bomb = SampleFiles.Bomb();
        FileInspection.Inspect("lettre.docx", SampleFiles.Docx);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal("QP-COMPLAINTS-035", FileInspection.Inspect("lettre.docx", bomb).Refusal?.Code);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1024 * 1024);
    }

    [Fact]
    public void Is_refused_where_what_says_its_types_has_no_end() =>
        Assert.Equal("QP-COMPLAINTS-035", FileInspection.Inspect("lettre.docx", SampleFiles.SwellingTypes()).Refusal?.Code);

    [Fact]
    public void Is_refused_where_an_archive_is_cut_off_or_altered_anywhere()
    {
        for (var at = 4; at < SampleFiles.Docx.Length; at += 7)
        {
            byte[] cut = [.. SampleFiles.Docx[..at]], altered = [.. SampleFiles.Docx];
            altered[at] ^= 0xFF;
            Assert.NotNull(FileInspection.Inspect("lettre.docx", cut).Refusal);
            // What is altered in a part that is not read may still be a document; anything else is refused, and nothing is thrown.
            var inspected = FileInspection.Inspect("lettre.docx", altered);
            Assert.True(inspected.Kind == FileKind.Docx || inspected.Refusal is not null);
        }
    }

    private static byte[] Sample(string name) => (byte[])typeof(SampleFiles).GetProperty(name)!.GetValue(null)!;
}
