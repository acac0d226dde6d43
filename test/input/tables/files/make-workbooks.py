# Writes the workbooks of this folder with openpyxl 3.1: python3 make-workbooks.py. No test runs it.
import os
D=os.path.join(os.path.dirname(os.path.abspath(__file__)),'')
import openpyxl, datetime as d
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
wb=openpyxl.Workbook()
h=wb.active; h.title="표지"; h["A1"]="2022년 10월"; h.sheet_state="hidden"
w=wb.create_sheet("구독")
w.append(["구독번호","회원번호","금액","통화","시작일","만료일시","자동결제","메모"])
w.append(["00123",20221015,4900,"KRW",d.date(2022,10,15),d.datetime(2022,11,14,15,30),True,'쉼표, "따옴표"'])
w.append(["00124","u-2",3.87,"USD",d.datetime(2022,10,1),d.datetime(2022,11,1,0,0,0),False,"두 줄\n메모"])
w.append([])
w.append(["00126","u-3",0.1+0.2,"USD",d.datetime(2024,2,29,23,59,59,500000),None,None,"  앞뒤 공백  "])
w.append(["00127",12345678901234567890,1e-7,"#N/A",d.time(9,5),d.timedelta(hours=26),None,CellRichText("굵은 ",TextBlock(InlineFont(b=True),"글자"))])
w["E7"]=d.date(2022,12,31); w["E7"].number_format='yyyy"년" m"월" d"일"'; w["A7"]="00128"
w["F7"]=44849.645833333336; w["F7"].number_format='[$-412]yyyy-mm-dd AM/PM h:mm'
w.merge_cells("A8:A9"); w["A8"]="00129"; w["B9"]="u-9"
w.row_dimensions[3].hidden=True
wb.save(D+"openpyxl.xlsx")
wb=openpyxl.Workbook(); wb.epoch=openpyxl.utils.datetime.CALENDAR_MAC_1904
w=wb.active; w.append(["id","at"]); w.append(["a",d.datetime(2022,10,15,15,30)]); w.append(["b",d.date(1904,1,1)]); w.append(["c","=1+1"])
wb.save(D+"openpyxl-1904.xlsx")
